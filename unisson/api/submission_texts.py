"""From what « soumettre » is told to the texts of the form: the same that a person would type."""

from decimal import Decimal

from unisson.invoices.drafting.typed import VAT_ROWS, as_typed
from unisson.invoices.manual.fields import EXEMPTIONS, UNIT
from unisson.invoices.manual.units import unit_of
from unisson.kernel import money
from unisson.kernel.refusal import Refusal

from . import submission_wire as wire
from .lists import RATES

_FRANCHISE = "TVA1"


def header(asked: wire.Soumettre) -> dict[str, str]:
    """All that is neither a line nor a total. What is not told is left to the form."""
    to, about = asked.destinataire, asked.references
    motif = about.motifExonerationTva or ""
    known = EXEMPTIONS.get(motif)
    texts = {
        "framework": wire.FRAMEWORKS_BY_CODE.get(asked.cadreDeFacturation.codeCadreFacturation or "", ""),
        "recipient_siret": to.codeDestinataire,
        "service_code": to.codeServiceExecutant,
        "currency": about.deviseFacture,
        "kind": about.typeFacture,
        "vat_regime": about.typeTva,
        "means": about.modePaiement,
        "commitment": about.numeroBonCommande,
        "contract": about.numeroMarche,
        "original_number": about.numeroFactureOrigine,
        "exemption": (motif if known else "") or _exemption_of(asked),
        "exemption_reason": known.words if known else motif,
        "discount_reason": asked.montantTotal.motifRemiseGlobaleTTC,
        "comment": asked.commentaire,
    }
    return {name: text for name, text in texts.items() if text}


def lines(asked: wire.Soumettre) -> dict[str, str]:
    """The lines, in the order of their numbers, with what is off all of them and what is paid already."""
    used = [one for one in asked.lignePoste if _is_line(one)]
    texts: dict[str, str | None] = {}
    for rank, line in enumerate(sorted(used, key=lambda one: one.lignePosteNumero or 0), start=1):
        unit, name = _unit(line)
        texts |= {
            f"line_reference_{rank}": line.lignePosteReference,
            f"line_name_{rank}": name,
            f"line_quantity_{rank}": typed(line.lignePosteQuantite),
            f"line_unit_{rank}": unit,
            f"line_price_{rank}": typed(line.lignePosteMontantUnitaireHT),
            f"line_discount_{rank}": typed(line.lignePosteMontantRemiseHT or None),
            f"line_rate_{rank}": _rate(line.lignePosteTauxTva, line.lignePosteTauxTvaManuel),
        }
    texts["discount"] = typed(asked.montantTotal.montantRemiseGlobaleTTC or None)
    return {name: text for name, text in texts.items() if text}


def net_of_discount(asked: wire.Soumettre) -> dict[str, str]:
    """Number, day and totals of an invoice that has its page. The gross total may be told with its discount or
    without; the form has it without."""
    total = asked.montantTotal
    net, vat, gross, off = total.montantHtTotal, total.montantTVA, total.montantTtcTotal, total.montantRemiseGlobaleTTC
    if off and gross is not None and gross == (net or money.ZERO) + (vat or money.ZERO):
        gross -= off
    texts = {
        "number": asked.numeroFactureSaisi,
        "issue_date": as_typed(asked.dateFacture) if asked.dateFacture else None,
        "net_total": typed(net),
        "vat_total": typed(vat),
        "discount": typed(off or None),
        "gross_total": typed(gross),
        "net_to_pay": typed(total.montantAPayer),
    }
    return {name: text for name, text in texts.items() if text}


def vat_rows(asked: wire.Soumettre) -> dict[str, str]:
    """The VAT by rate, as « Saisir le détail de la TVA » has it. Refusal CPP-API-04 for more rates than that."""
    used = [one for one in asked.ligneTva if one.ligneTvaMontantBaseHtParTaux]
    if len(used) > VAT_ROWS:
        raise Refusal(
            "CPP-API-04", field="ligneTva", name="ligneTva", value=str(len(used)), expected=f"{VAT_ROWS} taux au plus"
        )
    texts: dict[str, str | None] = {}
    for rank, row in enumerate(used, start=1):
        texts |= {
            f"vat_rate_{rank}": _rate(row.ligneTvaTaux, row.ligneTvaTauxManuel),
            f"vat_base_{rank}": typed(row.ligneTvaMontantBaseHtParTaux),
            f"vat_amount_{rank}": typed(row.ligneTvaMontantTvaParTaux),
        }
    return {name: text for name, text in texts.items() if text}


def typed(amount: Decimal | None) -> str | None:
    """A number as the form reads it: three decimals look like thousands, four do not."""
    if amount is None:
        return None
    whole, _, decimals = f"{amount:f}".partition(".")
    return f"{whole},{decimals}0" if len(decimals) == 3 else f"{whole},{decimals}" if decimals else whole


def _exemption_of(asked: wire.Soumettre) -> str:
    """The rate of who is « en franchise » says why there is no VAT."""
    rates = {*(one.lignePosteTauxTva for one in asked.lignePoste), *(one.ligneTvaTaux for one in asked.ligneTva)}
    return "FRANCHISE" if _FRANCHISE in rates else ""


def _rate(code: str | None, manual: Decimal | None) -> str | None:
    """The rate of a code of the list; else the one told as a number, in either field."""
    if not code:
        return typed(manual)
    if code in RATES:
        return typed(RATES[code].value)
    return code.replace(".", ",")


def _is_line(line: wire.LignePoste) -> bool:
    told = (line.lignePosteDenomination, line.lignePosteReference, line.lignePosteQuantite)
    return any((*told, line.lignePosteMontantUnitaireHT))


def _unit(line: wire.LignePoste) -> tuple[str, str | None]:
    """The unit of the form and the name of the line, which keeps a unit that the form has not."""
    said, name = line.lignePosteUnite or "", line.lignePosteDenomination
    code = unit_of(said)
    return code or UNIT, name if code or not said else f"{name or ''} ({said})".strip()
