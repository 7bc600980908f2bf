"""The criteria of lists of invoices as an address has them: days, amounts, and what « Rechercher » asks further."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.invoices.drafting.typed import read_day
from unisson.invoices.lists.further import Between, Further
from unisson.invoices.motives import MOTIVES
from unisson.invoices.status import Kind, Status
from unisson.kernel import money
from unisson.kernel.findings import Finding

DAYS = ("du", "au", "etat_du", "etat_au", "facture_du", "facture_au")
AMOUNTS = ("ttc_min", "ttc_max", "ht_min", "ht_max", "net_min", "net_max")
FURTHER = (
    *("type", "cadre", "tiers", "siren", "leur_service", "engagement", "marche", "origine", "mandat", "flux"),
    *("devise", "motif", "base"),
    *("facture_du", "facture_au", "ht_min", "ht_max", "net_min", "net_max"),
)
"""What a list has not of its own (`Further`)."""
MORE = ("etat_du", "etat_au", "ttc_min", "ttc_max", *FURTHER)
"""What stands under « Plus de critères »."""
EVERYTHING = "toutes"
"""Of « base »: what is archived as well."""
PAYABLE = "A_PAYER"
"""Of « type »: all but credit notes."""
_YEARS = range(1900, 3000)
"""Others are slips of the pen, and databases count no further than 9999."""


def read(query: QueryDict, names: Iterable[str]) -> QueryDict:
    """What was asked under these names, days as the browser writes them; what is empty is not there."""
    kept = QueryDict(mutable=True)
    for name in names:
        if text := str(query.get(name, "")).strip()[:100]:
            day = _day(text) if name in DAYS else None
            kept[name] = day.isoformat() if day else text
    return kept


def faults(kept: QueryDict) -> dict[str, Finding]:
    """By field, what is no day or no amount: it asks nothing."""
    typed = {name: kept.get(name, "") for name in _READ}
    return {
        name: Finding(code=code, values={"text": typed[name]})
        for name, (reads, code) in _READ.items()
        if typed[name] and reads(typed[name]) is None
    }


def shown(kept: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """What stands in the fields. One for days takes nothing else: what was no day is quoted beside it."""
    wrong = faults(kept).keys() & {*DAYS}
    return {name: "" if name in wrong else kept.get(name, "") for name in names}


def how_many(kept: QueryDict) -> str:
    """How many of « Plus de critères » are asked, in words; "" for none."""
    asked = sum(name in kept for name in MORE)
    return ngettext("%(n)s critère", "%(n)s critères", asked) % {"n": asked} if asked else ""


def days(kept: QueryDict, low: str, high: str) -> Between:
    return Between(low=_day(kept.get(low, "")), high=_day(kept.get(high, "")))


def amounts(kept: QueryDict, low: str, high: str) -> Between:
    return Between(low=money.parse(kept.get(low, "")), high=money.parse(kept.get(high, "")))


def further(kept: QueryDict) -> Further:
    """What makes no sense asks nothing."""
    kind, framework = kept.get("type", ""), kept.get("cadre", "")
    return Further(
        kind=kind if kind in Kind.values else "",
        payable=kind == PAYABLE,
        framework=framework if framework in FRAMEWORKS else "",
        other=kept.get("tiers", ""),
        whole_company="siren" in kept,
        other_service=kept.get("leur_service", ""),
        commitment=kept.get("engagement", ""),
        contract=kept.get("marche", ""),
        original=kept.get("origine", ""),
        mandate=kept.get("mandat", ""),
        flow=kept.get("flux", ""),
        currency=kept.get("devise", "").upper()[:3],
        returned=kept.get("motif", "") if ":" in kept.get("motif", "") else "",
        archives=kept.get("base") == EVERYTHING,
        invoiced=days(kept, "facture_du", "facture_au"),
        net=amounts(kept, "ht_min", "ht_max"),
        due=amounts(kept, "net_min", "net_max"),
    )


def reasons() -> list[tuple[str, str]]:
    """The motifs for which an invoice may have come back, first what asks nothing."""
    told = ((f"{one.returns}:{one.code}", f"{Status(one.returns).label}\u00a0: {one.label}") for one in MOTIVES)
    return [("", _("Renvoyée ou non")), *told]


def kinds() -> list[tuple[str, str]]:
    """Types of invoice, first what asks nothing."""
    first = [("", _("Tous les types")), (PAYABLE, _("Tous sauf les avoirs"))]
    return [*first, *((one.value, str(one.label)) for one in Kind)]


def frameworks() -> list[tuple[str, str]]:
    """Cadres de facturation that an invoice here may have, first what asks nothing."""
    known = (one for one in FRAMEWORKS.values() if one.portal)
    return [("", _("Tous les cadres")), *((one.code, f"{one.code}\u00a0: {one.label}") for one in known)]


def _day(text: str) -> date | None:
    day = read_day(text)
    return day if day and day.year in _YEARS else None


_READ: Mapping[str, tuple[Callable[[str], object], str]] = {
    **dict.fromkeys(DAYS, (_day, "CPP-SAISIE-02")),
    **dict.fromkeys(AMOUNTS, (money.parse, "CPP-SAISIE-01")),
}
"""How each field that may be misread is read, and the code of its fault."""
