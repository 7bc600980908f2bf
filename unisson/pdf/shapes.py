"""What a value looks like: each shape finds a piece of text and gives its canonical form.

Canonical: days in ISO, amounts as plain decimals, identifiers without spaces. `certainty` is what the shape alone
tells: a right check digit, a year with four digits.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps

from unisson.kernel import identifiers, money

from .geometry import plain


@dataclass(frozen=True, kw_only=True)
class Found:
    value: str
    certainty: float
    start: int
    end: int


Shape = Callable[[str], Iterator[Found]]
"""All that looks so in a text, from left to right."""


def _once(finder: Shape) -> Shape:
    """Each family of fields asks the same lines: a text is searched for a shape once."""

    @lru_cache(maxsize=1024)
    def found(text: str) -> tuple[Found, ...]:
        return tuple(finder(text))

    @wraps(finder)
    def shape(text: str) -> Iterator[Found]:
        return iter(found(text))

    return shape


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january januar",
            "fevrier fevr fev february feb februar",
            "mars march mar marz",
            "avril avr april apr",
            "mai may",
            "juin june jun juni",
            "juillet juil july jul juli",
            "aout august aug",
            "septembre sept sep september",
            "octobre oct october oktober okt",
            "novembre nov november",
            "decembre dec december dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
_DATE = re.compile(
    r"(?<!\d)(?<!\d[./])(?:"
    r"(?P<y1>\d{4})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?[-/.]\s?(?P<m2>\d{1,2})\s?[-/.]\s?(?P<y2>\d{4}|\d{2})"
    r"|(?P<d3>\d{1,2})(?: ?er|st|nd|rd|th|\.)?[ /-]?(?P<m3>[a-z]{3,9})\.?,?[ /-]?(?P<y3>\d{4}|\d{2}(?!\w))"
    r"|(?P<m4>[a-z]{3,9})\.? (?P<d4>\d{1,2})(?:st|nd|rd|th)? ?,? (?P<y4>\d{4})"
    r")(?![./]?\d)"
)
_FULL_YEAR, _UNUSUAL = 1.0, 0.8
_COMPACT_DAY = re.compile(r"(?<![\w.])(20\d\d)[ .]?(\d\d)[ .]?(\d\d)(?!\w)")
_YEARS = range(2000, 2100)

_MONEY_SIGN = r"(?:€|\$|£|₹|EUR(?:OS?)?|euros?|CHF|USD|GBP|XPF)"
_GROUPED = r"\d{1,3}(?:[ \u00a0\u202f\u2009.,'’]\d{3})+"
_AMOUNT = re.compile(
    rf"(?<![\w.,/-])(?P<before>[-+−(]?)\s?(?P<unit>{_MONEY_SIGN}?)\s?(?P<inner>[-−]?)"
    rf"(?P<number>(?:{_GROUPED}|\d+)[.,]\d\d|(?:{_GROUPED}|\d+)(?:[.,]\d)?)"
    rf"(?![\d%])(?![.,/]\d)(?!\s?%)(?P<after>\s?{_MONEY_SIGN}(?!\w))?(?P<last>\s?(?:-(?![\w])|\)))?"
)
_SIRET = re.compile(r"(?<![\w])(?<!\d[ .])\d{3}[ .\u00a0\u202f]?(?:\d[ .\u00a0\u202f]?){10}\d(?!\w)(?! ?\d)")
_AS_SIRETS_ARE = re.compile(r"\d{3}(.?)\d{3}\1\d{3}(?:.?\d{5}|(.)\d{3}\2\d{2})|\d{9}.\d{5}")
"""Groups of 3, 3, 3 and 5: other runs of 14 digits are a SIRET only when the check digit says so."""
_SIREN_AND_NIC = re.compile(r"(?i)(?<!\d)(\d{3}[ .]?\d{3}[ .]?\d{3})(?:[\s(,/-]{0,4}nic\W{0,4}|\t)(\d{5})(?!\w)")
"""« SIREN 123 456 789 NIC 00012 », or the two in cells of their own: taken when the check digit is right."""
_VAT_NUMBER = re.compile(r"(?<!\w)(?:FR ?[0-9A-Z]{2}(?: ?\d){9}|[A-Z]{2} ?[0-9A-Z]{8,12})(?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[0-9A-Z]){10,30}(?!\w)")
_REFERENCE = re.compile(r"(?<!\w)[A-Za-z0-9](?:[\w/+.-]*\w)?(?!\w)(?!\s?%)")
_CELL_END = r"(?= ?\)?(?:\t|$| du | le | ?[,;]| [-–] ))"
_SPACED = re.compile(
    rf"(?:[A-Z]{{1,5}} )?[A-Z]{{0,4}}\d\w*(?: ?[-/+] ?(?=\w*\d)\w+| \d+(?!\w)){{1,6}}{_CELL_END}"
    rf"|[A-Z]{{1,5}} \d\w*{_CELL_END}"
)
"""Groups that make one reference when they fill their cell."""
_NO_REFERENCE = re.compile(r"^\d(?:[. ]?\d){13}$|.{51}|^FR[0-9A-Z]{2}\d{9}$|%$|^\d{1,3}%|(?i:siret|siren|tva|iban)\d")
_ENDS_CELL = re.compile(r"\s*\)?(?:\t|$)")
_NO_SERVICE = frozenset(
    {"BC", "BDC", "CHORUS", "CHORUS-PRO", "CLIENT", "CLIENTS", "CODE", "DATE", "DE", "DES", "DEVIS", "DU", "EJ", "IBAN"}
    | {"LA", "LE", "LES", "NOTRE", "PDL", "PRO", "SERVICE", "SIRET", "TEL", "VOTRE"}
)
"""Words in capitals that stand where a code might."""
_SERVICE = re.compile(r"(?<!\w)(?=[A-Z0-9])(?:[A-Z0-9][A-Z0-9_/.-]*[A-Z0-9])(?!\w)")

_RIGHT_CHECK_DIGIT, _WRONG_CHECK_DIGIT = 1.0, 0.8


@_once
def days(text: str) -> Iterator[Found]:
    """Days of the 21st century. Day before month, as in Europe, unless that makes no day; a year of two digits or the
    month before the day lower the certainty."""
    for match in _DATE.finditer(plain(text)):
        form = next(number for number in "1234" if match[f"y{number}"])
        year, month, day = match[f"y{form}"], match[f"m{form}"], match[f"d{form}"]
        number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
        american = form == "2" and number > 12 >= int(day)
        if american:
            day, number = month, int(day)
        short = len(year) == 2
        try:
            value = date(int(year) + 2000 * short, number, int(day))
        except ValueError:
            continue
        if value.year in _YEARS:
            certainty = _UNUSUAL if short or american else _FULL_YEAR
            yield Found(value=value.isoformat(), certainty=certainty, start=match.start(), end=match.end())


@_once
def dates(text: str) -> Iterator[Found]:
    """Days beside the label of one: written 20261029 too."""
    found = list(days(text))
    yield from found
    for match in _COMPACT_DAY.finditer(text) if not found else ():
        try:
            value = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
        yield Found(value=value.isoformat(), certainty=_UNUSUAL, start=match.start(), end=match.end())


@_once
def amounts(text: str) -> Iterator[Found]:
    """Amounts, however the thousands are grouped; without two decimals only beside the sign of a currency."""
    for match in _AMOUNT.finditer(text):
        whole, decimals = _parts(match["number"])
        if len(decimals) < 2 and not (match["unit"] or match["after"]):
            continue
        value = Decimal(f"{whole}.{decimals or 0}")
        yield Found(
            value=str(money.cents(-value if _negative(match, text) else value)),
            certainty=1.0,
            start=match.start(),
            end=match.end(),
        )


def _parts(number: str) -> tuple[str, str]:
    """The digits before and after the decimal mark."""
    marked = re.fullmatch(r"(.+)[.,](\d\d?)", number)
    whole, decimals = marked.groups() if marked else (number, "")
    return re.sub(r"\D", "", whole), decimals


def _negative(match: re.Match[str], text: str) -> bool:
    last = (match["last"] or "").strip()
    enclosed = match["before"] == "(" and last == ")"
    marked = match["before"] in ("-", "−") or bool(match["inner"]) or last == "-"
    return enclosed or marked or text[: match.start()].endswith(("- ", "− "))


@_once
def sirets(text: str) -> Iterator[Found]:
    """Runs of 14 digits; a wrong check digit lowers the certainty (the real platform accepts some, design §2)."""
    for match in _SIRET.finditer(text):
        value = identifiers.compact(match[0])
        right = identifiers.is_siret(value)
        if not right and not _AS_SIRETS_ARE.fullmatch(match[0]):
            continue
        certainty = _RIGHT_CHECK_DIGIT if right else _WRONG_CHECK_DIGIT
        yield Found(value=value, certainty=certainty, start=match.start(), end=match.end())
    for match in _SIREN_AND_NIC.finditer(text):
        value = identifiers.compact(match[1] + match[2])
        if identifiers.is_siret(value):
            yield Found(value=value, certainty=_RIGHT_CHECK_DIGIT, start=match.start(1), end=match.end(2))


@_once
def vat_numbers(text: str) -> Iterator[Found]:
    """EU VAT numbers with a right check digit."""
    yield from _checked(_VAT_NUMBER, text, identifiers.is_vat_number)


@_once
def ibans(text: str) -> Iterator[Found]:
    """IBANs with right check digits."""
    yield from _checked(_IBAN, text, identifiers.is_iban)


@_once
def references(text: str) -> Iterator[Found]:
    """Tokens with a digit that are no day, amount, rate or SIRET, and not too long for any field (50 characters).

    « FA 2026 001 », alone in its cell, is one reference: its spaces are left out.
    """
    taken = [(found.start, found.end) for found in days(text)]
    taken += [(found.start, found.end) for found in amounts(text) if "," in text[found.start : found.end]]
    end = 0
    for match in _REFERENCE.finditer(text):
        if match.start() < end:
            continue
        spaced = _SPACED.match(text, match.start())
        value = re.sub(r" +", "", spaced[0]) if spaced else match[0]
        end = (spaced or match).end()
        overlaps = any(match.start() < after and end > before for before, after in taken)
        if any(c.isdigit() for c in value) and not overlaps and not _NO_REFERENCE.search(value):
            yield Found(value=value, certainty=1.0, start=match.start(), end=end)


@_once
def service_codes(text: str) -> Iterator[Found]:
    """Tokens in capitals and digits; one without a digit may be a word of a title, hence less certain, and alone.

    « 05 158 004 - 11023 - 45 », alone in its cell, is one code: its spaces are left out.
    """
    taken = [(found.start, found.end) for found in days(text)]
    done = 0
    for match in _SERVICE.finditer(text):
        spaced = _SPACED.match(text, match.start())
        value = re.sub(r" +", "", spaced[0]) if spaced else match[0]
        numbered, end = any(c.isdigit() for c in value), (spaced or match).end()
        overlaps = match.start() < done or any(match.start() < after and end > before for before, after in taken)
        if overlaps or (not numbered and (value in _NO_SERVICE or not _ENDS_CELL.match(text, end))):
            continue
        done = end
        yield Found(value=value, certainty=1.0 if numbered else 0.9, start=match.start(), end=end)


def _checked(pattern: re.Pattern[str], text: str, is_right: Callable[[str], bool]) -> Iterator[Found]:
    for match in pattern.finditer(text):
        # A greedy run may have swallowed the words that follow: give back group by group.
        written = match[0]
        while written and not is_right(written):
            written = written.rpartition(" ")[0]
        if written:
            yield Found(
                value=identifiers.compact(written),
                certainty=1.0,
                start=match.start(),
                end=match.start() + len(written),
            )
