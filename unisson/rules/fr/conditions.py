"""What goes with what: framework, type, dates, references, currency (BR-FR-08, BR-FR-CO-03 to 09, CO-12)."""

import re

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import CREDIT_NOTE, INVOICE
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.kernel import words
from unisson.kernel.findings import Finding, Findings
from unisson.rules.en16931.elements import path_of
from unisson.rules.en16931.ruleset import CII, UBL
from unisson.rules.engine import at

from .filing import FRAMEWORK, Filing, Spot, amount, plain, texts
from .places import CURRENCY, NUMBER, PRECEDING
from .ruleset import declare, renamed, rule
from .tables import (
    AFTER_PREPAYMENT,
    CORRECTIVE,
    CREDIT_NOTES,
    FRAMEWORKS,
    GLOBAL_DISCOUNT,
    PAID,
    PREPAYMENTS,
)

_CONTEXTS = Spot(cii="/CONTEXT")
_PROFILE = path_of("cbc:ProfileID", UBL_NAMES), path_of(
    "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID", CII_NAMES
)  # fmt: skip


@rule(
    "BR-FR-08_BT-23",
    fr="Le cadre de facturation (BT-23) manque ou s’écrit « {written} » : choisissez l’un de ceux de la réforme, par "
    "exemple S1 pour des services, B1 pour des biens ou M1 pour les deux.",
    en="The billing framework (BT-23) is missing or written “{written}”: choose one of those of the reform, S1 for "
    "services, B1 for goods or M1 for both for instance.",
)
def framework_missing_or_unknown(filing: Filing) -> Findings:
    """Le cadre de facturation dit à l’administration la nature de l’opération : biens (B), services (S), les deux (M).

    Exemple : le cadre A1 de Chorus Pro.
    """
    root = filing.root
    contexts = _CONTEXTS.found(filing) if filing.is_cii else [root] if root is not None else []
    if len(contexts) == len(FRAMEWORK.found(filing)) == 1 and filing.frameworks <= FRAMEWORKS:
        return
    for context in contexts:
        written = texts(context, *_PROFILE[filing.is_cii])
        if len(written) != 1 or written[0] not in FRAMEWORKS:
            yield _framework_wrong(", ".join(written).strip())


def _framework_wrong(written: str) -> Finding:
    return at("BT-23", written=written, case="CHORUS") if _OF_CHORUS(written) else at("BT-23", written=written)


_OF_CHORUS = re.compile(r"A[0-9]{1,2}").fullmatch
words.declare(
    "BR-FR-08_BT-23-CHORUS",
    fr="Le cadre de facturation {written} (BT-23) est de ceux de Chorus Pro, où il reste juste aujourd’hui ; pour la "
    "réforme, choisissez l’un des siens, par exemple S1 pour des services, B1 pour des biens ou M1 pour les deux.",
    en="The billing framework {written} (BT-23) is one of Chorus Pro, where it stays right today; for the reform, "
    "choose one of its own, S1 for services, B1 for goods or M1 for both for instance.",
)


_CONTRACT = Spot(
    ubl="/cac:ContractDocumentReference/cbc:ID", cii="/AGREEMENT/ram:ContractReferencedDocument/ram:IssuerAssignedID"
)
_PERIOD_CII = "/SETTLEMENT/ram:BillingSpecifiedPeriod/ram:{}DateTime/udt:DateTimeString"
_START = Spot(ubl="/cac:InvoicePeriod/cbc:StartDate", cii=_PERIOD_CII.format("Start"))
_END = Spot(ubl="/cac:InvoicePeriod/cbc:EndDate", cii=_PERIOD_CII.format("End"))


def _is(filing: Filing, root: str) -> bool:
    """Whether the rule is judged: in CII always, in UBL on the documents that begin with `root`."""
    return filing.is_cii or (filing.root is not None and filing.root.tag == root)


@rule(
    "BR-FR-CO-03_BT-3",
    watches=frozenset({GLOBAL_DISCOUNT}),
    fr="Un avoir pour remise globale (type 262) nomme le contrat (BT-12) et la période (BT-73, BT-74) de la remise : "
    "indiquez ce qui manque.",
    en="A credit note for a global discount (type 262) names the contract (BT-12) and the period (BT-73, BT-74) of the "
    "discount: state what is missing.",
)
def global_discount_without_contract_or_period(filing: Filing) -> Findings:
    """Une remise globale porte sur toutes les factures d’un contrat pendant une période, et non sur l’une d’elles.

    Exemple : un avoir de type 262 sans période de facturation.
    """
    said = (_CONTRACT, _START, _END)
    if GLOBAL_DISCOUNT in filing.types and _is(filing, CREDIT_NOTE) and not all(spot.first(filing) for spot in said):
        yield at("BT-3")


def _preceding_not_single(filing: Filing) -> Findings:
    if not filing.types.isdisjoint(CORRECTIVE) and _is(filing, INVOICE):
        count = len(PRECEDING.found(filing))
        if count != 1:
            yield at("BG-3", count=count)


def _declare_preceding_not_single() -> None:
    for code, name, syntaxes in (
        ("BR-FR-CO-04_BT-4", "corrective_without_single_preceding", CII),
        ("BR-FR-CO-04_BT-3", "corrective_without_single_preceding_in_ubl", UBL),
    ):
        declare(
            code,
            name,
            renamed(_preceding_not_single),
            watches=CORRECTIVE,
            fr="Une facture rectificative corrige une facture et une seule ; celle-ci en nomme {count} (BG-3) : "
            "indiquez celle qu’elle corrige.",
            en="A corrective invoice corrects one invoice and only one; this one names {count} (BG-3): state the one "
            "that it corrects.",
            explanation="Une facture rectificative (types 384, 471, 472, 473) annule et remplace la facture qu’elle "
            "nomme.",
            example="une facture de type 384 sans facture d’origine.",
            syntaxes=syntaxes,
        )


_declare_preceding_not_single()

_REFERENCES = Spot(
    ubl="/cac:BillingReference/cac:InvoiceDocumentReference", cii="/SETTLEMENT/ram:InvoiceReferencedDocument"
)
_NUMBER_BELOW = path_of("cbc:ID", UBL_NAMES), path_of("ram:IssuerAssignedID", CII_NAMES)
_DAY_BELOW = path_of("cbc:IssueDate", UBL_NAMES), path_of(
    "ram:FormattedIssueDateTime/qdt:DateTimeString", CII_NAMES
)  # fmt: skip
_LINES = Spot(ubl="/LINE", cii="/LINE")
_LINE_STATUS = path_of("ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode", CII_NAMES)
_LINE_REFERENCE = path_of("ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument", CII_NAMES)
_BILLING, _OF_INVOICE, _STATUS = path_of(
    "cac:BillingReference/cac:InvoiceDocumentReference/cbc:DocumentStatusCode", UBL_NAMES
)
DETAIL = "DETAIL"


@rule(
    "BR-FR-CO-05_BT-3",
    watches=CREDIT_NOTES,
    fr="Un avoir nomme la facture qu’il réduit, avec sa date (BT-25 et BT-26), pour tout le document ou sur chaque "
    "ligne : indiquez-la.",
    en="A credit note names the invoice that it reduces, with its date (BT-25 and BT-26), for the whole document or on "
    "each line: state it.",
)
def credit_note_without_preceding(filing: Filing) -> Findings:
    """Sans la facture d’origine et sa date, ni l’acheteur ni l’administration ne peuvent imputer un avoir.

    Exemple : un avoir de type 381 qui donne le numéro de la facture d’origine, sans sa date.
    """
    if filing.types.isdisjoint(CREDIT_NOTES) or not _is(filing, CREDIT_NOTE):
        return
    if any(_is_dated(one, filing.is_cii) for one in _REFERENCES.found(filing)):
        return
    lines = _LINES.found(filing)
    named = all(map(_names_in_cii, lines)) if filing.is_cii else _all_name_in_ubl(lines, NUMBER.texts(filing))
    if not named:
        yield at("BG-3")


def _is_dated(reference: etree._Element, is_cii: bool) -> bool:
    return bool(texts(reference, *_NUMBER_BELOW[is_cii])) and bool(texts(reference, *_DAY_BELOW[is_cii]))


def _names_in_cii(line: etree._Element) -> bool:
    """Whether a line names an invoice, or need not: only those of detail, or of no kind, do."""
    status = texts(line, *_LINE_STATUS)
    if status and DETAIL not in status:
        return True
    home, tag = _LINE_REFERENCE
    return any(_is_dated(reference, True) for below in line.iterchildren(home) for reference in below.iterchildren(tag))


def _all_name_in_ubl(lines: list[etree._Element], numbers: list[str]) -> bool:
    """In UBL a line says in a reference to its own invoice of what kind it is; any other reference is a real one."""
    return all(_names_in_ubl(line, numbers) for line in lines)


def _names_in_ubl(line: etree._Element, numbers: list[str]) -> bool:
    references = [(one, texts(one, _OF_INVOICE, *_NUMBER_BELOW[False])) for one in line.iterchildren(_BILLING)]
    own = [one for one, named in references if not set(named).isdisjoint(numbers)]
    if own and not any(DETAIL in texts(one, _OF_INVOICE, _STATUS) for one in own):
        return True
    return any(
        _is_dated(document, False)
        for one, named in references
        if any(name != number for name in named for number in numbers)
        for document in one.iterchildren(_OF_INVOICE)
    )


_DUE_DATES = Spot(
    ubl="/cbc:DueDate", cii="/SETTLEMENT/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"
)
_MEANS_DATES = Spot(ubl="/cac:PaymentMeans/cbc:PaymentDueDate")
_ISSUE_DATE = Spot(ubl="/cbc:IssueDate", cii="/DOCUMENT/ram:IssueDateTime/udt:DateTimeString")


@rule(
    "BR-FR-CO-07_BT-9",
    fr="L’échéance « {due} » (BT-9) précède la date de facture « {issued} » (BT-2) : corrigez l’une ou l’autre.",
    en="The due date “{due}” (BT-9) is before the invoice date “{issued}” (BT-2): correct one or the other.",
)
def due_before_issue(filing: Filing) -> Findings:
    """Une facture est due au plus tôt le jour où elle est faite, sauf un acompte ou une facture déjà payée.

    Exemple : une facture du 29 octobre 2026, due le 1er octobre 2026.
    """
    due = _DUE_DATES.texts(filing)
    if not filing.is_cii:
        due = due + _MEANS_DATES.texts(filing)
    # Dates are compared as they are written: a date of another form is judged by BR-FR-03.
    if not due or not filing.types.isdisjoint(PREPAYMENTS) or not filing.frameworks.isdisjoint(PAID):
        return
    if filing.is_cii:
        issued = _ISSUE_DATE.first(filing)
        is_late = any(map(plain, due)) and (not _ISSUE_DATE.found(filing) or any(one < issued for one in due))
    else:
        issued = max(_ISSUE_DATE.texts(filing), default="")
        is_late = any(one < issued for one in due)
    if is_late:
        yield at("BT-9", due=min(due).strip(), issued=issued.strip())


@rule(
    "BR-FR-CO-08_BT-23",
    watches=AFTER_PREPAYMENT,
    fr="Le cadre {framework} (BT-23) est celui d’une facture définitive après acompte, et le type {type} (BT-3) celui "
    "d’un acompte : corrigez l’un ou l’autre.",
    en="The framework {framework} (BT-23) is that of a final invoice after prepayment, and the type {type} (BT-3) that "
    "of a prepayment: correct one or the other.",
)
def prepayment_after_prepayment(filing: Filing) -> Findings:
    """Les cadres B4, S4 et M4 sont ceux de la facture définitive qui suit un acompte : elle n’est pas un acompte.

    Exemple : une facture de type 386 dans le cadre S4.
    """
    framework = filing.frameworks & AFTER_PREPAYMENT
    kind = filing.types & PREPAYMENTS
    if framework and kind:
        yield at("BT-23", framework=min(framework), type=min(kind))


_PAID_AMOUNT = Spot(ubl="/cac:LegalMonetaryTotal/cbc:PrepaidAmount", cii="/SETTLEMENT/SUMMATION/ram:TotalPrepaidAmount")
_GROSS = Spot(ubl="/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", cii="/SETTLEMENT/SUMMATION/ram:GrandTotalAmount")
_DUE = Spot(ubl="/cac:LegalMonetaryTotal/cbc:PayableAmount", cii="/SETTLEMENT/SUMMATION/ram:DuePayableAmount")


@rule(
    "BR-FR-CO-09_BT-23-1",
    watches=PAID,
    fr="Le cadre dit la facture déjà payée (B2, S2, M2), et le montant payé {paid} (BT-113) n’est pas le total TTC "
    "{gross} (BT-112) : corrigez le cadre ou les montants.",
    en="The framework says that the invoice is paid (B2, S2, M2), and the paid amount {paid} (BT-113) is not the total "
    "with VAT {gross} (BT-112): correct the framework or the amounts.",
)
def paid_amount_differs_from_gross(filing: Filing) -> Findings:
    """Une facture déjà payée l’est en entier.

    Exemple : le cadre S2, un total de 120.00 et un montant payé de 100.00.
    """
    if not filing.frameworks.isdisjoint(PAID):
        paid, gross = amount(_PAID_AMOUNT.first(filing)), amount(_GROSS.first(filing))
        if gross is None:
            yield at("BT-113", paid=paid, gross=gross, case="UNKNOWN")
        elif paid is None:
            yield at("BT-113", paid=paid, gross=gross, case="MISSING")
        elif paid != gross:
            yield at("BT-113", paid=paid, gross=gross)


words.declare(
    "BR-FR-CO-09_BT-23-1-MISSING",
    fr="Le cadre dit la facture déjà payée (B2, S2, M2), et le montant payé (BT-113) manque ou n’est pas un nombre : "
    "indiquez-le, égal au total TTC {gross} (BT-112), ou corrigez le cadre.",
    en="The framework says that the invoice is paid (B2, S2, M2), and the paid amount (BT-113) is missing or no "
    "number: state it, equal to the total with VAT {gross} (BT-112), or correct the framework.",
)
words.declare(
    "BR-FR-CO-09_BT-23-1-UNKNOWN",
    fr="Le cadre dit la facture déjà payée (B2, S2, M2), et le total TTC (BT-112) manque ou n’est pas un nombre : "
    "indiquez-le, et le montant payé (BT-113), qui lui est égal.",
    en="The framework says that the invoice is paid (B2, S2, M2), and the total with VAT (BT-112) is missing or no "
    "number: state it, and the paid amount (BT-113), which equals it.",
)


@rule(
    "BR-FR-CO-09_BT-23-2",
    watches=PAID,
    fr="Le cadre dit la facture déjà payée (B2, S2, M2), et le net à payer (BT-115) est de {due} : corrigez le cadre, "
    "ou mettez-le à zéro.",
    en="The framework says that the invoice is paid (B2, S2, M2), and the amount due (BT-115) is {due}: correct the "
    "framework, or set it to zero.",
)
def paid_invoice_still_due(filing: Filing) -> Findings:
    """D’une facture déjà payée, rien ne reste à payer.

    Exemple : le cadre S2 et un net à payer de 20.00.
    """
    if not filing.frameworks.isdisjoint(PAID):
        due = amount(_DUE.first(filing))
        if due is None:
            yield at("BT-115", due=due, case="MISSING")
        elif due != 0:
            yield at("BT-115", due=due)


words.declare(
    "BR-FR-CO-09_BT-23-2-MISSING",
    fr="Le cadre dit la facture déjà payée (B2, S2, M2), et le net à payer (BT-115) manque ou n’est pas un nombre : "
    "indiquez zéro, ou corrigez le cadre.",
    en="The framework says that the invoice is paid (B2, S2, M2), and the amount due (BT-115) is missing or no number: "
    "state zero, or correct the framework.",
)


@rule(
    "BR-FR-CO-09_BT-23-3",
    watches=PAID,
    fr="Le cadre dit la facture déjà payée (B2, S2, M2) : indiquez le jour du paiement comme date d’échéance (BT-9).",
    en="The framework says that the invoice is paid (B2, S2, M2): state the day of payment as due date (BT-9).",
)
def paid_invoice_without_day(filing: Filing) -> Findings:
    """D’une facture déjà payée, l’échéance est le jour du paiement.

    Exemple : le cadre S2, sans date d’échéance.
    """
    if not filing.frameworks.isdisjoint(PAID):
        days = _DUE_DATES.texts(filing)
        said = any(map(plain, days)) if filing.is_cii else any(days + _MEANS_DATES.texts(filing))
        if not said:
            yield at("BT-9")


_ACCOUNTING = Spot(ubl="/cbc:TaxCurrencyCode", cii="/SETTLEMENT/ram:TaxCurrencyCode")
_VAT_TOTALS = Spot(ubl="/cac:TaxTotal/cbc:TaxAmount", cii="/SETTLEMENT/SUMMATION/ram:TaxTotalAmount")
EURO = "EUR"


@rule(
    "BR-FR-CO-12_BT-5",
    fr="La facture est en {currency} : indiquez EUR comme devise de comptabilisation (BT-6) et le total de la TVA en "
    "euros (BT-111).",
    en="The invoice is in {currency}: state EUR as VAT accounting currency (BT-6) and the VAT total in euros (BT-111).",
)
def foreign_currency_without_euros(filing: Filing) -> Findings:
    """La TVA se déclare en euros : une facture dans une autre devise donne aussi son total de TVA en euros.

    Exemple : une facture en dollars sans montant de TVA en euros.
    """
    currency = next((one for one in CURRENCY.texts(filing) if one != EURO), None)
    if currency is None:
        return
    in_euros = any(one.text for one in _VAT_TOTALS.found(filing) if one.get("currencyID") == EURO)
    if EURO not in _ACCOUNTING.texts(filing) or not in_euros:
        yield at("BT-5", currency=currency.strip())
