"""The business terms of EN 16931-1 table 2: number, place in our model, short label in French and English.

The one table that ties a BT number to a field of `model.Invoice`. Readers and writers name terms by number only;
screens take the label to say where a finding is. "EXT-…" are the portal's own (domain-rules §4.3-4.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .extension import BEYOND


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term or group. `path` leads from the invoice to the field, through repeated groups: "totals.net", "lines.net".

    Charges and allowances share a field of the model, hence a path: BG-21 and BG-28 are those with `charge=True`.
    """

    code: str
    path: str
    fr: str
    en: str

    def label(self, language: str = "fr") -> str:
        """The short label in `language` ("fr" or "en")."""
        return self.en if language == "en" else self.fr


_DOCUMENT = (
    ("BT-1", "number", "Numéro de facture", "Invoice number"),
    ("BT-2", "issue_date", "Date de facture", "Invoice issue date"),
    ("BT-3", "type_code", "Type de facture", "Invoice type code"),
    ("BT-5", "currency", "Devise", "Invoice currency"),
    ("BT-6", "vat_currency", "Devise de comptabilisation de la TVA", "VAT accounting currency"),
    ("BT-7", "tax_point", "Date d’exigibilité de la TVA", "VAT point date"),
    ("BT-8", "tax_point_code", "Code d’exigibilité de la TVA", "VAT point date code"),
    ("BT-9", "due_date", "Date d’échéance", "Payment due date"),
    ("BT-10", "buyer_reference", "Code service", "Buyer reference"),
    ("BT-11", "project_reference", "Référence du projet", "Project reference"),
    ("BT-12", "contract_reference", "Numéro de marché", "Contract reference"),
    ("BT-13", "order_reference", "Numéro d’engagement", "Purchase order reference"),
    ("BT-X-147", "order_date", "Date de l’engagement", "Purchase order date"),
    ("BT-14", "sales_order_reference", "Numéro de commande du vendeur", "Sales order reference"),
    ("BT-15", "receiving_advice", "Avis de réception", "Receiving advice reference"),
    ("BT-16", "despatch_advice", "Avis d’expédition", "Despatch advice reference"),
    ("BT-17", "tender_reference", "Référence de l’appel d’offres ou du lot", "Tender or lot reference"),
    ("BT-18", "invoiced_object", "Objet facturé", "Invoiced object"),
    ("BT-18-1", "invoiced_object.scheme", "Schéma de l’objet facturé", "Scheme of the invoiced object"),
    ("BT-19", "accounting_reference", "Référence comptable de l’acheteur", "Buyer accounting reference"),
    ("BT-20", "payment_terms", "Conditions de paiement", "Payment terms"),
    ("BG-1", "notes", "Note", "Note"),
    ("BT-21", "notes.subject", "Sujet de la note", "Note subject code"),
    ("BT-22", "notes.text", "Texte de la note", "Note text"),
    ("BT-23", "framework", "Cadre de facturation", "Business process (billing framework)"),
    ("BT-24", "specification", "Profil de la facture", "Specification identifier"),
    ("BG-3", "preceding", "Facture antérieure", "Preceding invoice"),
    ("BT-25", "preceding.number", "Numéro de la facture d’origine", "Preceding invoice number"),
    ("BT-26", "preceding.issue_date", "Date de la facture d’origine", "Preceding invoice date"),
    ("BG-13", "delivery", "Livraison", "Delivery"),
    ("BT-70", "delivery.party_name", "Nom du lieu de livraison", "Deliver-to party name"),
    ("BT-71", "delivery.location", "Identifiant du lieu de livraison", "Deliver-to location identifier"),
    ("BT-72", "delivery.day", "Date de livraison", "Actual delivery date"),
    ("BG-14", "period", "Période de facturation", "Invoicing period"),
    ("BT-73", "period.start", "Début de la période de facturation", "Invoicing period start"),
    ("BT-74", "period.end", "Fin de la période de facturation", "Invoicing period end"),
    ("BG-16", "payment", "Paiement", "Payment instructions"),
    ("BT-81", "payment.means_code", "Mode de paiement", "Payment means code"),
    ("BT-82", "payment.means_text", "Libellé du mode de paiement", "Payment means text"),
    ("BT-83", "payment.remittance", "Référence du paiement", "Remittance information"),
    ("BG-17", "payment.accounts", "Compte bancaire", "Credit transfer account"),
    ("BT-84", "payment.accounts.iban", "IBAN", "Payment account (IBAN)"),
    ("BT-85", "payment.accounts.name", "Titulaire du compte", "Payment account name"),
    ("BT-86", "payment.accounts.bic", "BIC", "Payment service provider (BIC)"),
    ("BT-87", "payment.card_number", "Numéro de carte", "Payment card number"),
    ("BT-88", "payment.card_holder", "Titulaire de la carte", "Payment card holder"),
    ("BT-89", "payment.mandate", "Mandat de prélèvement", "Direct debit mandate"),
    ("BT-90", "payment.creditor_id", "Identifiant du créancier", "Bank assigned creditor identifier"),
    ("BT-91", "payment.debited_account", "Compte débité", "Debited account"),
    ("BG-22", "totals", "Totaux", "Document totals"),
    ("BT-106", "totals.lines", "Total HT des lignes", "Sum of line net amounts"),
    ("BT-107", "totals.allowances", "Total des remises", "Sum of allowances"),
    ("BT-108", "totals.charges", "Total des frais", "Sum of charges"),
    ("BT-109", "totals.net", "Montant HT", "Total without VAT"),
    ("BT-110", "totals.vat", "Montant de TVA", "Total VAT"),
    (
        "BT-111",
        "totals.vat_accounting",
        "Montant de TVA en devise de comptabilisation",
        "Total VAT in accounting currency",
    ),
    ("BT-112", "totals.gross", "Montant TTC", "Total with VAT"),
    ("BT-113", "totals.paid", "Montant déjà payé", "Paid amount"),
    ("BT-114", "totals.rounding", "Arrondi", "Rounding amount"),
    ("BT-115", "totals.due", "Net à payer", "Amount due for payment"),
    ("BG-23", "vat_lines", "Ligne de TVA", "VAT breakdown"),
    ("BT-116", "vat_lines.base", "Base HT", "VAT category taxable amount"),
    ("BT-117", "vat_lines.amount", "TVA de la ligne de TVA", "VAT category tax amount"),
    ("BT-118", "vat_lines.category", "Catégorie de TVA", "VAT category code"),
    ("BT-119", "vat_lines.rate", "Taux de TVA", "VAT category rate"),
    ("BT-120", "vat_lines.exemption_reason", "Motif d’exonération", "VAT exemption reason"),
    ("BT-121", "vat_lines.exemption_code", "Code du motif d’exonération", "VAT exemption reason code"),
    ("BG-24", "documents", "Pièce jointe", "Supporting document"),
    ("BT-122", "documents.reference", "Référence de la pièce jointe", "Supporting document reference"),
    ("BT-123", "documents.description", "Description de la pièce jointe", "Supporting document description"),
    ("BT-124", "documents.location", "Adresse de la pièce jointe", "External document location"),
    ("BT-125", "documents.content", "Contenu de la pièce jointe", "Attached document"),
    ("BT-125-1", "documents.media_type", "Format de la pièce jointe", "Attached document media type"),
    ("BT-125-2", "documents.filename", "Nom du fichier joint", "Attached document file name"),
)

_ALLOWANCES_CHARGES = (
    ("BG-20", "allowances_charges", "Remise", "Document level allowance"),
    ("BT-92", "allowances_charges.amount", "Montant de la remise", "Allowance amount"),
    ("BT-93", "allowances_charges.base", "Base de la remise", "Allowance base amount"),
    ("BT-94", "allowances_charges.percentage", "Taux de la remise", "Allowance percentage"),
    ("BT-95", "allowances_charges.vat_category", "Catégorie de TVA de la remise", "Allowance VAT category"),
    ("BT-96", "allowances_charges.vat_rate", "Taux de TVA de la remise", "Allowance VAT rate"),
    ("BT-97", "allowances_charges.reason", "Motif de la remise", "Allowance reason"),
    ("BT-98", "allowances_charges.reason_code", "Code du motif de la remise", "Allowance reason code"),
    ("BG-21", "allowances_charges", "Frais", "Document level charge"),
    ("BT-99", "allowances_charges.amount", "Montant des frais", "Charge amount"),
    ("BT-100", "allowances_charges.base", "Base des frais", "Charge base amount"),
    ("BT-101", "allowances_charges.percentage", "Taux des frais", "Charge percentage"),
    ("BT-102", "allowances_charges.vat_category", "Catégorie de TVA des frais", "Charge VAT category"),
    ("BT-103", "allowances_charges.vat_rate", "Taux de TVA des frais", "Charge VAT rate"),
    ("BT-104", "allowances_charges.reason", "Motif des frais", "Charge reason"),
    ("BT-105", "allowances_charges.reason_code", "Code du motif des frais", "Charge reason code"),
    ("BG-27", "lines.allowances_charges", "Remise de la ligne", "Line allowance"),
    ("BT-136", "lines.allowances_charges.amount", "Montant de la remise de la ligne", "Line allowance amount"),
    ("BT-137", "lines.allowances_charges.base", "Base de la remise de la ligne", "Line allowance base amount"),
    ("BT-138", "lines.allowances_charges.percentage", "Taux de la remise de la ligne", "Line allowance percentage"),
    ("BT-139", "lines.allowances_charges.reason", "Motif de la remise de la ligne", "Line allowance reason"),
    (
        "BT-140",
        "lines.allowances_charges.reason_code",
        "Code du motif de la remise de la ligne",
        "Line allowance reason code",
    ),
    ("BG-28", "lines.allowances_charges", "Frais de la ligne", "Line charge"),
    ("BT-141", "lines.allowances_charges.amount", "Montant des frais de la ligne", "Line charge amount"),
    ("BT-142", "lines.allowances_charges.base", "Base des frais de la ligne", "Line charge base amount"),
    ("BT-143", "lines.allowances_charges.percentage", "Taux des frais de la ligne", "Line charge percentage"),
    ("BT-144", "lines.allowances_charges.reason", "Motif des frais de la ligne", "Line charge reason"),
    (
        "BT-145",
        "lines.allowances_charges.reason_code",
        "Code du motif des frais de la ligne",
        "Line charge reason code",
    ),
)

_LINES = (
    ("BG-25", "lines", "Ligne", "Invoice line"),
    ("BT-126", "lines.id", "Numéro de ligne", "Line identifier"),
    ("BT-127", "lines.note", "Note de la ligne", "Line note"),
    ("BT-128", "lines.object_id", "Objet de la ligne", "Line object identifier"),
    ("BT-128-1", "lines.object_id.scheme", "Schéma de l’objet de la ligne", "Scheme of the line object"),
    ("BT-129", "lines.quantity", "Quantité", "Invoiced quantity"),
    ("BT-130", "lines.unit", "Unité", "Unit of measure"),
    ("BT-131", "lines.net", "Montant HT de la ligne", "Line net amount"),
    ("BT-132", "lines.order_line", "Ligne de commande", "Purchase order line reference"),
    ("BT-133", "lines.accounting_reference", "Référence comptable de la ligne", "Line accounting reference"),
    ("BG-26", "lines.period", "Période de la ligne", "Line period"),
    ("BT-134", "lines.period.start", "Début de la période de la ligne", "Line period start"),
    ("BT-135", "lines.period.end", "Fin de la période de la ligne", "Line period end"),
    ("BT-146", "lines.price", "Prix unitaire HT", "Item net price"),
    ("BT-147", "lines.price_discount", "Rabais sur le prix", "Item price discount"),
    ("BT-148", "lines.gross_price", "Prix unitaire HT avant rabais", "Item gross price"),
    ("BT-149", "lines.price_base_quantity", "Quantité de base du prix", "Item price base quantity"),
    ("BT-150", "lines.price_base_unit", "Unité de la quantité de base du prix", "Item price base unit"),
    ("BT-151", "lines.vat_category", "Catégorie de TVA de la ligne", "Line VAT category"),
    ("BT-152", "lines.vat_rate", "Taux de TVA de la ligne", "Line VAT rate"),
    ("BT-153", "lines.name", "Dénomination", "Item name"),
    ("BT-154", "lines.description", "Description de l’article", "Item description"),
    ("BT-155", "lines.seller_item_id", "Référence article du vendeur", "Item seller’s identifier"),
    ("BT-156", "lines.buyer_item_id", "Référence article de l’acheteur", "Item buyer’s identifier"),
    ("BT-157", "lines.standard_item_id", "Identifiant standard de l’article", "Item standard identifier"),
    ("BT-158", "lines.classifications", "Classification de l’article", "Item classification"),
    ("BT-159", "lines.origin", "Pays d’origine", "Country of origin"),
    ("BG-32", "lines.attributes", "Caractéristique de l’article", "Item attribute"),
    ("BT-160", "lines.attributes.name", "Nom de la caractéristique", "Item attribute name"),
    ("BT-161", "lines.attributes.value", "Valeur de la caractéristique", "Item attribute value"),
)

_EXTENDED = (
    ("BT-X-304", "lines.parent", "Ligne de rattachement", "Parent line"),
    ("BT-X-7", "lines.status", "Type de ligne", "Line status code"),
    ("BT-X-8", "lines.kind", "Sous-type de ligne", "Line sub-type"),
    ("BT-X-21", "lines.order_reference", "Numéro d’engagement de la ligne", "Line purchase order reference"),
    ("BG-X-7", "lines.delivery", "Livraison de la ligne", "Line delivery"),
    (
        "BT-X-49",
        "lines.delivery.location",
        "Identifiant du lieu de livraison de la ligne",
        "Line deliver-to identifier",
    ),
    ("BT-X-50", "lines.delivery.party_name", "Nom du lieu de livraison de la ligne", "Line deliver-to party name"),
    ("BG-X-9", "lines.delivery.address", "Adresse de livraison de la ligne", "Line deliver-to address"),
    ("BT-X-58", "lines.delivery.address.postcode", "Code postal de livraison de la ligne", "Line deliver-to post code"),
    (
        "BT-X-59",
        "lines.delivery.address.line1",
        "Adresse de livraison de la ligne (1)",
        "Line deliver-to address line 1",
    ),
    (
        "BT-X-60",
        "lines.delivery.address.line2",
        "Adresse de livraison de la ligne (2)",
        "Line deliver-to address line 2",
    ),
    (
        "BT-X-61",
        "lines.delivery.address.line3",
        "Adresse de livraison de la ligne (3)",
        "Line deliver-to address line 3",
    ),
    ("BT-X-62", "lines.delivery.address.city", "Ville de livraison de la ligne", "Line deliver-to city"),
    ("BT-X-63", "lines.delivery.address.country", "Pays de livraison de la ligne", "Line deliver-to country code"),
    ("BT-X-64", "lines.delivery.address.subdivision", "Région de livraison de la ligne", "Line deliver-to subdivision"),
    ("BT-X-85", "lines.delivery.day", "Date de livraison de la ligne", "Line delivery date"),
    ("EXT-BUYER-LEGAL-FORM", "buyer.legal_form", "Forme juridique de l’acheteur", "Buyer legal information"),
    ("EXT-PAYEE-ADDRESS", "payee.address", "Adresse postale du bénéficiaire", "Payee postal address"),
    ("EXT-PAYEE-LINE1", "payee.address.line1", "Adresse du bénéficiaire", "Payee address line 1"),
    ("EXT-PAYEE-LINE2", "payee.address.line2", "Adresse du bénéficiaire (complément)", "Payee address line 2"),
    ("EXT-PAYEE-LINE3", "payee.address.line3", "Adresse du bénéficiaire (second complément)", "Payee address line 3"),
    ("EXT-PAYEE-CITY", "payee.address.city", "Ville du bénéficiaire", "Payee city"),
    ("EXT-PAYEE-POSTCODE", "payee.address.postcode", "Code postal du bénéficiaire", "Payee post code"),
    ("EXT-PAYEE-SUBDIVISION", "payee.address.subdivision", "Région du bénéficiaire", "Payee country subdivision"),
    ("EXT-PAYEE-COUNTRY", "payee.address.country", "Pays du bénéficiaire", "Payee country code"),
)
"""Terms of the EXTENDED profile of Factur-X that French invoices use."""

_PORTAL = (
    ("BG-EXT", "portal", "Données du portail", "Portal data"),
    ("EXT-VAT-REGIME", "portal.vat_regime", "Type de TVA", "VAT regime"),
    (
        "EXT-GROSS-BEFORE-DISCOUNT",
        "portal.gross_before_discount",
        "Montant TTC avant remise",
        "Total with VAT before discount",
    ),
    ("EXT-DISCOUNT", "portal.discount", "Remise globale TTC", "Global discount (VAT included)"),
    ("EXT-DISCOUNT-REASON", "portal.discount_reason", "Motif de la remise globale", "Global discount reason"),
    ("EXT-SELLER-SERVICE", "portal.seller_service", "Service du fournisseur", "Supplier’s service"),
    ("EXT-COMMENT", "portal.comment", "Commentaire", "Comment"),
    ("EXT-INVOICEE", "portal.invoicee", "Valideur", "Validator"),
    ("EXT-INVOICEE-NAME", "portal.invoicee.name", "Nom du valideur", "Validator name"),
    ("EXT-INVOICEE-ID", "portal.invoicee.legal_id", "Identifiant du valideur", "Validator identifier"),
)

_PARTIES = (
    ("BG-4", "seller", "Vendeur", "Seller"),
    ("BT-27", "seller.name", "Nom du vendeur", "Seller name"),
    ("BT-28", "seller.trading_name", "Nom commercial du vendeur", "Seller trading name"),
    ("BT-29", "seller.identifiers", "Identifiant du vendeur", "Seller identifier"),
    ("BT-30", "seller.legal_id", "Identifiant légal du vendeur", "Seller legal registration"),
    ("BT-31", "seller.vat_id", "Numéro de TVA du vendeur", "Seller VAT number"),
    ("BT-32", "seller.tax_registration_id", "Immatriculation fiscale du vendeur", "Seller tax registration"),
    ("BT-33", "seller.legal_form", "Forme juridique du vendeur", "Seller legal information"),
    ("BT-34", "seller.electronic_address", "Adresse électronique du vendeur", "Seller electronic address"),
    ("BG-5", "seller.address", "Adresse postale du vendeur", "Seller postal address"),
    ("BT-35", "seller.address.line1", "Adresse du vendeur", "Seller address line 1"),
    ("BT-36", "seller.address.line2", "Adresse du vendeur (complément)", "Seller address line 2"),
    ("BT-162", "seller.address.line3", "Adresse du vendeur (second complément)", "Seller address line 3"),
    ("BT-37", "seller.address.city", "Ville du vendeur", "Seller city"),
    ("BT-38", "seller.address.postcode", "Code postal du vendeur", "Seller post code"),
    ("BT-39", "seller.address.subdivision", "Région du vendeur", "Seller country subdivision"),
    ("BT-40", "seller.address.country", "Pays du vendeur", "Seller country code"),
    ("BG-6", "seller.contact", "Contact du vendeur", "Seller contact"),
    ("BT-41", "seller.contact.name", "Nom du contact du vendeur", "Seller contact name"),
    ("BT-42", "seller.contact.phone", "Téléphone du contact du vendeur", "Seller contact telephone"),
    ("BT-43", "seller.contact.email", "Courriel du contact du vendeur", "Seller contact e-mail"),
    ("BG-7", "buyer", "Acheteur", "Buyer"),
    ("BT-44", "buyer.name", "Nom de l’acheteur", "Buyer name"),
    ("BT-45", "buyer.trading_name", "Nom commercial de l’acheteur", "Buyer trading name"),
    ("BT-46", "buyer.identifiers", "Identifiant de l’acheteur", "Buyer identifier"),
    ("BT-47", "buyer.legal_id", "Identifiant légal de l’acheteur", "Buyer legal registration"),
    ("BT-48", "buyer.vat_id", "Numéro de TVA de l’acheteur", "Buyer VAT number"),
    ("BT-49", "buyer.electronic_address", "Adresse électronique de l’acheteur", "Buyer electronic address"),
    ("BG-8", "buyer.address", "Adresse postale de l’acheteur", "Buyer postal address"),
    ("BT-50", "buyer.address.line1", "Adresse de l’acheteur", "Buyer address line 1"),
    ("BT-51", "buyer.address.line2", "Adresse de l’acheteur (complément)", "Buyer address line 2"),
    ("BT-163", "buyer.address.line3", "Adresse de l’acheteur (second complément)", "Buyer address line 3"),
    ("BT-52", "buyer.address.city", "Ville de l’acheteur", "Buyer city"),
    ("BT-53", "buyer.address.postcode", "Code postal de l’acheteur", "Buyer post code"),
    ("BT-54", "buyer.address.subdivision", "Région de l’acheteur", "Buyer country subdivision"),
    ("BT-55", "buyer.address.country", "Pays de l’acheteur", "Buyer country code"),
    ("BG-9", "buyer.contact", "Contact de l’acheteur", "Buyer contact"),
    ("BT-56", "buyer.contact.name", "Nom du contact de l’acheteur", "Buyer contact name"),
    ("BT-57", "buyer.contact.phone", "Téléphone du contact de l’acheteur", "Buyer contact telephone"),
    ("BT-58", "buyer.contact.email", "Courriel du contact de l’acheteur", "Buyer contact e-mail"),
    ("BG-10", "payee", "Bénéficiaire du paiement", "Payee"),
    ("BT-59", "payee.name", "Nom du bénéficiaire", "Payee name"),
    ("BT-60", "payee.identifiers", "Identifiant du bénéficiaire", "Payee identifier"),
    ("BT-61", "payee.legal_id", "Identifiant légal du bénéficiaire", "Payee legal registration"),
    ("BG-11", "tax_representative", "Représentant fiscal du vendeur", "Seller tax representative"),
    ("BT-62", "tax_representative.name", "Nom du représentant fiscal", "Tax representative name"),
    ("BT-63", "tax_representative.vat_id", "Numéro de TVA du représentant fiscal", "Tax representative VAT number"),
    (
        "BG-12",
        "tax_representative.address",
        "Adresse postale du représentant fiscal",
        "Tax representative postal address",
    ),
    (
        "BT-64",
        "tax_representative.address.line1",
        "Adresse du représentant fiscal",
        "Tax representative address line 1",
    ),
    (
        "BT-65",
        "tax_representative.address.line2",
        "Adresse du représentant fiscal (complément)",
        "Tax representative address line 2",
    ),
    (
        "BT-164",
        "tax_representative.address.line3",
        "Adresse du représentant fiscal (second complément)",
        "Tax representative address line 3",
    ),
    ("BT-66", "tax_representative.address.city", "Ville du représentant fiscal", "Tax representative city"),
    (
        "BT-67",
        "tax_representative.address.postcode",
        "Code postal du représentant fiscal",
        "Tax representative post code",
    ),
    (
        "BT-68",
        "tax_representative.address.subdivision",
        "Région du représentant fiscal",
        "Tax representative country subdivision",
    ),
    ("BT-69", "tax_representative.address.country", "Pays du représentant fiscal", "Tax representative country code"),
    ("BG-15", "delivery.address", "Adresse postale de livraison", "Deliver-to postal address"),
    ("BT-75", "delivery.address.line1", "Adresse de livraison", "Deliver-to address line 1"),
    ("BT-76", "delivery.address.line2", "Adresse de livraison (complément)", "Deliver-to address line 2"),
    ("BT-165", "delivery.address.line3", "Adresse de livraison (second complément)", "Deliver-to address line 3"),
    ("BT-77", "delivery.address.city", "Ville de livraison", "Deliver-to city"),
    ("BT-78", "delivery.address.postcode", "Code postal de livraison", "Deliver-to post code"),
    ("BT-79", "delivery.address.subdivision", "Région de livraison", "Deliver-to country subdivision"),
    ("BT-80", "delivery.address.country", "Pays de livraison", "Deliver-to country code"),
)

TERMS: Mapping[str, Term] = {
    code: Term(code=code, path=path, fr=fr, en=en)
    for code, path, fr, en in (*_DOCUMENT, *_PARTIES, *_ALLOWANCES_CHARGES, *_LINES, *_EXTENDED, *_PORTAL)
}
"""Every term by its number."""

CHARGES = frozenset({"BG-21", "BG-28"})
"""The groups whose members are charges; their twins BG-20 and BG-27 hold the allowances."""

NEEDED = frozenset({"BT-1", "BT-2", "BT-3", "BT-5", "BT-109", "BT-110", "BT-112", "BT-115"})
"""Terms the portal decides on: a value it cannot be sure of is fatal, elsewhere a warning."""


def label(where: str, *, language: str = "fr") -> str:
    """The label of the last term of a place ("BG-25[2]/BT-131"); the place itself when it names no term we know."""
    code = where.rsplit("/", 1)[-1].split("[", 1)[0]
    if code in BEYOND:
        fr, en = BEYOND[code]
        return en if language == "en" else fr
    return TERMS[code].label(language) if code in TERMS else where


def code_of(path: str, *, charge: bool = False) -> str:
    """The term number of a field of the model, "BT-106" for "totals.lines". KeyError for a field without a number.

    `charge` chooses between the two groups that share `allowances_charges`.
    """
    return _CODES[(path, charge and "allowances_charges" in path)]


def _codes() -> dict[tuple[str, bool], str]:
    codes: dict[tuple[str, bool], str] = {}
    for code, term in TERMS.items():
        codes[(term.path, (term.path, False) in codes)] = code
    return codes


_CODES = _codes()
