"""References: number, date, type, currency, and what the recipient files the invoice under."""

from datetime import date

from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import WARNING_IN_FILES, Context, at

from .ruleset import choruspro
from .tables import CURRENCIES, LAPSE_YEARS, LENGTHS, NUMBER_CHARACTERS, TYPES


@choruspro.rule(
    "CPP-REF-01",
    source="Chorus Pro, API, numeroFacture ; EN 16931-1, BT-1",
    fr="Le numéro de la facture est absent : indiquez le numéro que porte votre facture.",
    en="The invoice number is missing: enter the number that your invoice bears.",
)
def number_missing(invoice: Invoice) -> Findings:
    """Le numéro identifie la facture chez le fournisseur et dans tous les échanges qui suivent.

    Exemple : le champ « Numéro » est vide ou ne contient que des espaces.
    """
    if not (invoice.number or "").strip():
        yield at("BT-1")


@choruspro.rule(
    "CPP-REF-02",
    source="Chorus Pro, API, numeroFacture",
    fr="Le numéro de la facture « {number} » compte {length} caractères ; {limit} au plus sont admis : "
    "déposez la facture sous un numéro plus court.",
    en="The invoice number “{number}” has {length} characters; at most {limit} are allowed: "
    "submit the invoice under a shorter number.",
)
def number_too_long(invoice: Invoice) -> Findings:
    """Les systèmes des destinataires n’enregistrent pas un numéro plus long.

    Exemple : « FACTURE-2026-10-000042 » compte 22 caractères.
    """
    number, limit = invoice.number or "", LENGTHS["number"]
    if len(number) > limit:
        yield at("BT-1", number=number, length=len(number), limit=limit)


@choruspro.rule(
    "CPP-REF-03",
    source="Chorus Pro, API, numeroFacture",
    fr="Le numéro de la facture « {number} » contient un caractère refusé ; seuls sont admis les lettres sans accent, "
    "les chiffres et les signes - _ / + : remplacez les autres.",
    en="The invoice number “{number}” contains a character that is not allowed; only letters without accents, "
    "digits and the signs - _ / + are: replace the others.",
    repair="clean_number",
)
def number_with_forbidden_characters(invoice: Invoice) -> Findings:
    """Un espace, un point ou un accent dans le numéro fait échouer les échanges avec les destinataires.

    Exemple : « FA 2026.042 » ; « FA-2026-042 » convient.
    """
    number = invoice.number or ""
    if number.strip() and not NUMBER_CHARACTERS.fullmatch(number):
        yield at("BT-1", number=number)


@choruspro.rule(
    "CPP-REF-04",
    source="Chorus Pro, API, dateFacture ; EN 16931-1, BT-2",
    fr="La date de la facture est absente : indiquez le jour où elle a été émise.",
    en="The invoice date is missing: enter the day on which it was issued.",
)
def issue_date_missing(invoice: Invoice) -> Findings:
    """La date d’émission fixe l’année du numéro, la TVA applicable et l’ancienneté de la créance.

    Exemple : le champ « Date » est vide.
    """
    if invoice.issue_date is None:
        yield at("BT-2")


@choruspro.rule(
    "CPP-REF-05",
    source="Chorus Pro, API, dateFacture",
    fr="La date de la facture ({issued}) est postérieure au jour du dépôt ({deposited}) : corrigez la date, ou déposez "
    "la facture à partir de ce jour.",
    en="The invoice date ({issued}) is later than the day of deposit ({deposited}): correct the date, or submit "
    "the invoice from that day on.",
)
def issue_date_in_the_future(invoice: Invoice, context: Context) -> Findings:
    """Une facture ne peut être déposée avant d’avoir été émise. Le jour du dépôt est celui de Paris.

    Exemple : facture datée du 15/11/2026, déposée le 29/10/2026.
    """
    if invoice.issue_date and invoice.issue_date > context.on:
        yield at("BT-2", issued=invoice.issue_date, deposited=context.on)


@choruspro.rule(
    "CPP-REF-06",
    source="Loi n° 68-1250 du 31 décembre 1968, art. 1er (prescription quadriennale)",
    fr="La date de la facture ({issued}) est ancienne : le destinataire peut opposer la prescription depuis le "
    "{lapsed}. Vérifiez l’année.",
    en="The invoice date ({issued}) is old: the recipient may plead that the claim lapsed on {lapsed}. Check the year.",
    severity=Severity.WARNING,
)
def issue_date_beyond_limitation(invoice: Invoice, context: Context) -> Findings:
    """Une créance sur une personne publique s’éteint quatre ans après la fin de l’année où elle est née.

    Exemple : facture datée de 2016, déposée en 2026 ; le plus souvent une faute de frappe.
    """
    issued = invoice.issue_date
    if issued and context.on.year > issued.year + LAPSE_YEARS:
        yield at("BT-2", issued=issued, lapsed=date(issued.year + LAPSE_YEARS + 1, 1, 1))


@choruspro.rule(
    "CPP-REF-07",
    source="Chorus Pro, API, typeFacture ; EN 16931-1, BT-3",
    fr="Le type de la facture est absent : indiquez s’il s’agit d’une facture ou d’un avoir.",
    en="The invoice type is missing: say whether this is an invoice or a credit note.",
)
def type_missing(invoice: Invoice) -> Findings:
    """Le type dit si le montant est dû par le destinataire ou lui revient.

    Exemple : le champ « Type » n’est pas choisi.
    """
    if not invoice.type_code:
        yield at("BT-3")


@choruspro.rule(
    "CPP-REF-08",
    source="UNTDID 1001 ; XP Z12-012, BR-FR-04",
    fr="Le type de facture « {type} » n’est pas admis : utilisez 380 (facture), 381 (avoir), 384 (facture "
    "rectificative) ou 386 (facture d’acompte).",
    en="The invoice type “{type}” is not accepted: use 380 (invoice), 381 (credit note), 384 (corrected invoice) "
    "or 386 (prepayment invoice).",
)
def type_unknown(invoice: Invoice) -> Findings:
    """Un type hors de la liste ne permet pas de savoir qui doit à qui.

    Exemple : 325, la facture pro forma, qui n’est pas une facture.
    """
    if invoice.type_code and invoice.type_code not in TYPES:
        yield at("BT-3", type=invoice.type_code)


@choruspro.rule(
    "CPP-REF-09",
    source="Chorus Pro, API, numeroFactureOrigine ; EN 16931-1, BG-3",
    fr="Le numéro de la facture d’origine est absent de cet avoir : indiquez-le pour que le destinataire rapproche "
    "les deux.",
    en="This credit note does not give the number of the original invoice: enter it so that the recipient can match "
    "the two.",
    severity=Severity.WARNING,
)
def original_number_missing(invoice: Invoice) -> Findings:
    """Un avoir sans facture d’origine oblige le destinataire à la chercher ; une remise annuelle peut s’en passer.

    Exemple : avoir AV-2026-007 sans « Numéro de facture d’origine ».
    """
    if invoice.is_credit_note and not any(preceding.number for preceding in invoice.preceding):
        yield at("BT-25")


@choruspro.rule(
    "CPP-REF-10",
    source="Chorus Pro, API, numeroFactureOrigine",
    fr="Le numéro de la facture d’origine « {number} » compte {length} caractères ; {limit} au plus sont admis : "
    "vérifiez-le sur la facture d’origine.",
    en="The number of the original invoice “{number}” has {length} characters; at most {limit} are allowed: "
    "check it on the original invoice.",
    milder=WARNING_IN_FILES,
)
def original_number_too_long(invoice: Invoice) -> Findings:
    """Le numéro d’origine obéit à la même limite que celui de la facture. Il n’est lu que sur un avoir.

    Exemple : « FACTURE-2026-10-000042 » compte 22 caractères.
    """
    limit = LENGTHS["original_number"]
    for rank, preceding in enumerate(invoice.preceding if invoice.is_credit_note else (), start=1):
        number = preceding.number or ""
        if len(number) > limit:
            yield at(f"BG-3[{rank}]/BT-25", number=number, length=len(number), limit=limit)


@choruspro.rule(
    "CPP-REF-11",
    source="EN 16931-1, BT-25",
    fr="La facture d’origine « {number} » est l’avoir lui-même : indiquez le numéro de la facture corrigée.",
    en="The original invoice “{number}” is the credit note itself: enter the number of the invoice it corrects.",
    severity=Severity.WARNING,
)
def original_number_is_own_number(invoice: Invoice) -> Findings:
    """Un avoir porte son propre numéro, distinct de celui de la facture qu’il corrige.

    Exemple : avoir AV-2026-007 qui cite AV-2026-007 comme origine.
    """
    for rank, preceding in enumerate(invoice.preceding if invoice.is_credit_note else (), start=1):
        if preceding.number and preceding.number == invoice.number:
            yield at(f"BG-3[{rank}]/BT-25", number=preceding.number)


@choruspro.rule(
    "CPP-REF-12",
    source="Chorus Pro, API, codeDeviseFacture ; EN 16931-1, BT-5",
    fr="La devise de la facture est absente : choisissez-la (EUR pour l’euro).",
    en="The invoice currency is missing: choose it (EUR for the euro).",
    milder=WARNING_IN_FILES,
    repair="assume_euro",
)
def currency_missing(invoice: Invoice) -> Findings:
    """Un montant sans devise ne peut être payé. Dans un flux déposé, Chorus Pro retient alors l’euro.

    Exemple : le champ « Devise » est vide.
    """
    if not invoice.currency:
        yield at("BT-5")


@choruspro.rule(
    "CPP-REF-13",
    source="ISO 4217 ; EN 16931-1, BT-5",
    fr="La devise « {currency} » n’existe pas dans la liste ISO 4217 : choisissez un code de trois lettres, EUR pour "
    "l’euro.",
    en="The currency “{currency}” is not in the ISO 4217 list: choose a three-letter code, EUR for the euro.",
)
def currency_unknown(invoice: Invoice) -> Findings:
    """Les devises étrangères sont admises, à condition d’être désignées par leur code international.

    Exemple : « € » ou « FRF ».
    """
    if invoice.currency and invoice.currency not in CURRENCIES:
        yield at("BT-5", currency=invoice.currency)


@choruspro.rule(
    "CPP-REF-14",
    source="Chorus Pro, API, codeServiceExecutant",
    fr="Le code service du destinataire compte {length} caractères ; {limit} au plus sont admis : reprenez le code de "
    "l’annuaire.",
    en="The recipient’s service code has {length} characters; at most {limit} are allowed: take the code from the "
    "directory.",
)
def service_code_too_long(invoice: Invoice) -> Findings:
    """Le code service route la facture chez le destinataire ; l’annuaire n’en connaît pas de plus long.

    Exemple : une adresse complète recopiée dans « Code service ».
    """
    length, limit = len(invoice.buyer_reference or ""), LENGTHS["service_code"]
    if length > limit:
        yield at("BT-10", length=length, limit=limit)


@choruspro.rule(
    "CPP-REF-15",
    source="Chorus Pro, API, numeroBonCommande",
    fr="Le numéro d’engagement compte {length} caractères ; {limit} au plus sont admis : reprenez celui du bon de "
    "commande.",
    en="The commitment number has {length} characters; at most {limit} are allowed: take the one on the purchase "
    "order.",
)
def commitment_too_long(invoice: Invoice) -> Findings:
    """Le numéro d’engagement est celui que le destinataire a communiqué ; aucun n’est plus long.

    Exemple : l’objet de la commande recopié dans « Numéro d’engagement ».
    """
    length, limit = len(invoice.order_reference or ""), LENGTHS["commitment"]
    if length > limit:
        yield at("BT-13", length=length, limit=limit)


@choruspro.rule(
    "CPP-REF-16",
    source="Chorus Pro, API, numeroMarche",
    fr="Le numéro de marché compte {length} caractères ; {limit} au plus sont admis : reprenez celui de l’acte "
    "d’engagement.",
    en="The contract number has {length} characters; at most {limit} are allowed: take the one on the signed contract.",
)
def contract_too_long(invoice: Invoice) -> Findings:
    """Le numéro de marché est celui de l’acte d’engagement ; aucun n’est plus long.

    Exemple : l’intitulé du marché recopié dans « Numéro de marché ».
    """
    length, limit = len(invoice.contract_reference or ""), LENGTHS["contract"]
    if length > limit:
        yield at("BT-12", length=length, limit=limit)


@choruspro.rule(
    "CPP-REF-17",
    source="Chorus Pro, API, commentaire",
    fr="Le commentaire compte {length} caractères ; {limit} au plus sont admis : raccourcissez-le, ou joignez un "
    "document.",
    en="The comment has {length} characters; at most {limit} are allowed: shorten it, or attach a document.",
)
def comment_too_long(invoice: Invoice) -> Findings:
    """Le commentaire accompagne la facture ; un texte plus long tient dans une pièce jointe.

    Exemple : le compte rendu d’intervention recopié dans « Commentaire ».
    """
    length, limit = len(invoice.portal.comment or ""), LENGTHS["comment"]
    if length > limit:
        yield at("EXT-COMMENT", length=length, limit=limit)
