"""The form of « Saisir facture » as data: its fields, the lists one chooses from, and the terms they stand for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal

from ..drafting import typed as form

MOST_LINES = 200
PARTS = ("reference", "name", "quantity", "unit", "price", "discount", "rate")
"""Of one line, in the order of the seed portal (domain-rules §4.3)."""
UNIT = "C62"


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """Why there is no VAT: its category (UNTDID 5305), its code (VATEX list) and the words that the invoice bears."""

    category: str
    code: str | None
    words: str


EXEMPTIONS: Mapping[str, Exemption] = {
    "FRANCHISE": Exemption(
        category="E", code="VATEX-FR-FRANCHISE", words="TVA non applicable, article 293 B du CGI (franchise en base)"
    ),
    "ART_261": Exemption(category="E", code=None, words="Exonération de TVA, article 261 du CGI"),
    "AUTOLIQUIDATION": Exemption(category="AE", code="VATEX-EU-AE", words="Autoliquidation de la TVA par le preneur"),
    "INTRACOM": Exemption(
        category="K", code="VATEX-EU-IC", words="Livraison intracommunautaire, article 262 ter, I du CGI"
    ),
    "EXPORT": Exemption(category="G", code="VATEX-EU-G", words="Exportation, article 262, I du CGI"),
    "OUTRE_MER": Exemption(
        category="E", code=None, words="TVA non applicable dans le département ou la collectivité, article 294 du CGI"
    ),
    "AUTRE": Exemption(category="E", code=None, words=""),
}
"""Domain-rules §9, 5; « hors champ » is the regime « Sans TVA »."""
OUT_OF_SCOPE = Exemption(category="O", code="VATEX-EU-O", words="Hors du champ de la TVA")

MEANS: Mapping[str, str] = {
    "VIREMENT": "30",
    "PRELEVEMENT": "49",
    "CHEQUE": "20",
    "CARTE": "48",
    "ESPECE": "10",
    "AUTRE": "1",
    "REPORT": "97",
}
"""Mode de paiement (domain-rules §4.3) and its code of UNTDID 4461. A card is what A2 is paid by (§4.6)."""

NO_LONGER_TRUE = frozenset(
    {"number", "issue_date", "due_date", "delivery_day", "original_number", "original_day", "paid", "vat_in_euros"}
)
"""What another invoice never has in common with the one it is made from."""

_OWN = {
    "seller_vat": ("BT-31", "BT-32"),
    "delivery_day": ("BT-72",),
    "exemption": ("BT-120", "BT-121", "BT-118"),
    "means": ("BT-81", "BG-16"),
    "paid": ("BT-113",),
    "original_day": ("BT-26", "BG-3"),
    "vat_in_euros": ("BT-111", "BT-6"),
}
_HEADER = (
    *("supplier_service", "account", "framework", "recipient_siret", "service_code", "number", "issue_date"),
    *("commitment", "kind", "original_number", "vat_regime", "exemption_reason", "currency", "contract", "due_date"),
    *("discount", "discount_reason", "comment", *_OWN),
)
_OF_A_LINE = re.compile(r"line_(?:reference|name|quantity|price|discount)_(\d{1,9})", re.ASCII)
"""What tells that a line is used: a unit and a rate alone are what an empty line is shown with."""
LINE_NAMES = frozenset(f"line_{part}_{rank}" for part in PARTS for rank in range(1, MOST_LINES + 1))
NAMES = frozenset(_HEADER) | LINE_NAMES
DEFAULTS = {
    "framework": "A1",
    "kind": "FACTURE",
    "currency": "EUR",
    "vat_regime": "TVA_SUR_DEBIT",
    "means": "VIREMENT",
}
_BY_TERM = {term: name for name, terms in _OWN.items() for term in terms}
_OF_LINES = {
    "BT-129": "quantity",
    "BT-130": "unit",
    "BT-131": "price",
    "BT-146": "price",
    "BT-148": "price",
    "BT-136": "discount",
    "BG-27": "discount",
    "BT-151": "rate",
    "BT-152": "rate",
    "BT-155": "reference",
}
_COMPUTED = {"BT-106": "line_price_1", "BT-107": "discount", "BT-109": "line_price_1", "BT-110": "line_rate_1"} | {
    "BT-112": "line_price_1",
    "BT-115": "paid",
    "BG-20": "discount",
    "BT-92": "discount",
    "BT-97": "discount_reason",
    "BT-98": "discount_reason",
    "BG-25": "line_name_1",
    "BT-20": "due_date",
    "BT-21": "comment",
    "BT-22": "comment",
    "BG-1": "comment",
    "BT-34": "supplier",
    "BT-49": "recipient_siret",
    "BG-22": "line_price_1",
}


def used_ranks(typed: Mapping[str, str]) -> list[int]:
    """The lines of which something is typed."""
    return [rank for rank in range(1, MOST_LINES + 1) if _is_used(typed, rank)]


def _is_used(typed: Mapping[str, str], rank: int) -> bool:
    """A unit and a rate alone are what an empty line is shown with."""
    return any(typed.get(f"line_{part}_{rank}", "").strip() for part in PARTS if part not in ("unit", "rate"))


def check_count(lines: int) -> None:
    """Refusal CPP-SAISIE-12 when the form has not as many."""
    if lines > MOST_LINES:
        raise Refusal("CPP-SAISIE-12", field="lines", count=lines, limit=MOST_LINES)


def check_lines(texts: Mapping[str, str]) -> None:
    """Refusal CPP-SAISIE-12 when more lines are typed than can be kept: none may go without a word."""
    found = (_OF_A_LINE.fullmatch(name) for name, text in texts.items() if text.strip())
    check_count(max((int(match[1]) for match in found if match), default=0))


def close_up(typed: Mapping[str, str], *, without: int = 0) -> dict[str, str]:
    """`typed` with its lines one after the other, `without` one of them: the names left behind are emptied."""
    kept = [rank for rank in used_ranks(typed) if rank != without]
    moved = {f"line_{part}_{rank}": "" for part in PARTS for rank in used_ranks(typed)}
    for now, before in enumerate(kept, start=1):
        moved |= {f"line_{part}_{now}": typed.get(f"line_{part}_{before}", "") for part in PARTS}
    return moved


def field_of(finding: Finding, ranks: Sequence[int]) -> str:
    """The field to point at. `ranks`: the place on the form of each line of the value."""
    place, term = finding.where, finding.term
    if place.startswith("BG-25["):
        index = int(place.removeprefix("BG-25[").partition("]")[0])
        rank = ranks[index - 1] if index <= len(ranks) else 1
        return f"line_{_OF_LINES.get(term, 'name')}_{rank}"
    if place.startswith("BG-23"):
        return "exemption" if term in _OWN["exemption"] else "line_rate_1"
    return _BY_TERM.get(term) or _COMPUTED.get(term) or form.field_of(finding)
