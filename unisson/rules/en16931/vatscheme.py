"""VAT categories in the evidence: which of the groups speak of VAT, of which category, at which rate."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from .amounts import amount
from .evidence import Evidence, Group
from .signs import glance


def said_on(home: str, code: str) -> str:
    """The sign of a VAT category on "lines", "allowances", "charges" or in "rows"."""
    return f"{code} on {home}"


EVERYWHERE = ("lines", "allowances", "charges", "rows", "elsewhere")
"""The places where a category may be said, as the evidence names them."""


def said_anywhere(code: str) -> tuple[str, ...]:
    """The signs of a VAT category, wherever it is said."""
    return tuple(said_on(home, code) for home in EVERYWHERE)


@glance
def categories_said(evidence: Evidence) -> Iterator[str]:
    """Each category with where it is said."""
    for home, codes in evidence.categories.items():
        for code in codes:
            yield said_on(home, code)


def is_vat(evidence: Evidence, category: Group) -> bool:
    """Whether a category is one of VAT, as each syntax says it."""
    schemes = category.texts.get("scheme", ())
    return "VAT" in schemes or any(_plain_scheme(evidence, text) == "VAT" for text in schemes)


def _plain_scheme(evidence: Evidence, text: str) -> str:
    return text.upper() if evidence.is_cii else text.strip().upper()


def says(evidence: Evidence, category: Group, code: str) -> bool:
    """Whether a category is `code`; in CII spaces count."""
    texts = category.texts.get("category", ())
    if evidence.is_cii or code in texts:
        return code in texts
    return any(text.strip() == code for text in texts)


def codes_of(evidence: Evidence, category: Group) -> Collection[str]:
    """The codes that a category is said to be, each once."""
    texts = category.texts.get("category", ())
    if len(texts) == 1:
        return texts if evidence.is_cii else (texts[0].strip(),)
    return set(texts if evidence.is_cii else map(str.strip, texts))


def in_row(evidence: Evidence, row: Group) -> Sequence[Group]:
    """The categories of a VAT row: in CII the row itself is one."""
    return (row,) if evidence.is_cii else row.members.get("CATEGORY", ())


def rate_of(evidence: Evidence, row: Group) -> Decimal | None:
    """The VAT rate of a row; spaces around the name of the tax do not count here, in CII either."""
    for category in in_row(evidence, row):
        if any(text.strip().upper() == "VAT" for text in category.texts.get("scheme", ())):
            return amount(category.first("rate"))
    return None


def categories(groups: Iterable[Group]) -> Iterator[Group]:
    """The categories of lines, allowances or charges."""
    for group in groups:
        yield from group.members.get("CATEGORY", ())


def has_vat_number(evidence: Evidence, parties: Iterable[Group]) -> bool:
    """Whether one of the parties states a VAT number."""
    return any(vat_number is not None for vat_number in vat_numbers(evidence, parties))


def vat_numbers(evidence: Evidence, parties: Iterable[Group]) -> Iterator[str | None]:
    """The VAT numbers that the parties state; None for a registration without its number."""
    for party in parties:
        for registration in party.members.get("REGISTRATION", ()):
            if _registers_vat(evidence, registration):
                yield registration.first("id")


def _registers_vat(evidence: Evidence, registration: Group) -> bool:
    if evidence.is_cii:
        return registration.first("scheme") == "VA"
    return is_vat(evidence, registration)


def has_tax_number(evidence: Evidence, parties: Iterable[Group]) -> bool:
    """Whether one of the parties states a VAT number or another tax registration (BT-31, BT-32)."""
    for party in parties:
        for registration in party.members.get("REGISTRATION", ()):
            if "id" in registration.texts and (not evidence.is_cii or registration.first("scheme") in ("VA", "FC")):
                return True
    return False
