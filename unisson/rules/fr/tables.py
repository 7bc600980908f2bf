"""What the French rules allow: codes, rates and lengths of XP Z12-012 (BR-FR, version 1.4.0.01)."""

TYPES = frozenset({
    "380", "389", "393", "501", "386", "500", "384", "471", "472", "473", "261", "262", "381", "396", "502", "503",
})  # fmt: skip
"""Types of invoice and credit note (BT-3) of the reform, BR-FR-04."""
SELF_BILLED = frozenset({
    "389", "501", "500", "471", "473", "261", "502",
})  # fmt: skip
"""Types that the buyer issues in the name of the seller."""
CORRECTIVE = frozenset({"384", "471", "472", "473"})
CREDIT_NOTES = frozenset({"261", "381", "396", "502", "503"})
PREPAYMENTS = frozenset({"386", "500", "503"})
GLOBAL_DISCOUNT = "262"

FRAMEWORKS = frozenset({
    "B1", "S1", "M1", "B2", "S2", "M2", "S3", "B4", "S4", "M4", "S5", "S6", "B7", "S7", "B8", "S8", "M8", "B9", "S9",
    "M9",
})  # fmt: skip
"""Billing frameworks (BT-23) of the reform, BR-FR-08."""
PAID = frozenset({"B2", "S2", "M2"})
AFTER_PREPAYMENT = frozenset({"B4", "S4", "M4"})
SEVERAL_SELLERS = frozenset({"B8", "S8", "M8"})
"""One document that holds the invoices of several sellers."""
TWO_SIDED = frozenset({"B9", "S9", "M9"})
"""One document that holds an invoice of each of the two parties to the other."""
SHARED = SEVERAL_SELLERS | TWO_SIDED

VAT_CATEGORIES = frozenset({"S", "E", "AE", "K", "G", "O", "Z"})
ISLANDS = frozenset({"L", "M"})
"""IGIC and IPSI, the taxes of the Canary Islands, of Ceuta and Melilla."""
VAT_RATES = frozenset({
    "0", "0.0", "0.00", "10", "10.0", "10.00", "13", "13.0", "13.00", "20", "20.0", "20.00", "8.5", "8.50", "19.6",
    "19.60", "2.1", "2.10", "5.5", "5.50", "7", "7.0", "7.00", "20.6", "20.60", "1.05", "0.9", "0.90", "1.75", "9.2",
    "9.20", "9.6", "9.60",
})  # fmt: skip
"""Rates of French VAT, those of other years included, as they may be written, BR-FR-16."""

ATTACHMENTS = frozenset({
    "RIB", "LISIBLE", "FEUILLE_DE_STYLE", "PJA", "BORDEREAU_SUIVI", "DOCUMENT_ANNEXE", "BON_LIVRAISON",
    "BON_COMMANDE", "BORDEREAU_SUIVI_VALIDATION", "ETAT_ACOMPTE", "FACTURE_PAIEMENT_DIRECT",
    "RECAPITULATIF_COTRAITANCE",
})  # fmt: skip
"""What an attachment may be said to be (BT-123), BR-FR-17."""
READABLE = "LISIBLE"
TREATMENTS = frozenset({"B2B", "B2BINT", "B2C", "B2CINT", "OUTOFSCOPE", "ARCHIVEONLY"})
"""What a note of subject BAR may say, BR-FR-20."""

SIREN, SIRET, PRIVATE, ADDRESS, SINGLE_TAXABLE = "0002", "0009", "0224", "0225", "0231"
"""Identifier schemes: SIREN, SIRET, code of the buyer's own, electronic address, member of a single taxable person."""

LONGEST_NUMBER = 35
LONGEST_ADDRESS = 125
LONGEST_PRIVATE = 100
MOST_DIGITS = 19
"""Characters of a number, its point left out."""
MOST_PERCENT_DIGITS = 4
