"""Labels of the French extension of EN 16931 (XP Z12-012, EXT-FR-FE) that rules speak of."""

from collections.abc import Mapping

BEYOND: Mapping[str, tuple[str, str]] = {
    "EXT-FR-FE-02": ("Type de la facture d’origine", "Preceding invoice type"),
    "EXT-FR-FE-06": ("Identifiant du mandataire de l’acheteur", "Buyer agent identifier"),
    "EXT-FR-FE-12": ("Adresse électronique du mandataire de l’acheteur", "Buyer agent electronic address"),
    "EXT-FR-FE-29": ("Adresse électronique du bénéficiaire", "Payee electronic address"),
    "EXT-FR-FE-46": ("Identifiant du payeur", "Payer identifier"),
    "EXT-FR-FE-52": ("Adresse électronique du payeur", "Payer electronic address"),
    "EXT-FR-FE-69": ("Identifiant du mandataire du vendeur", "Seller agent identifier"),
    "EXT-FR-FE-75": ("Adresse électronique du mandataire du vendeur", "Seller agent electronic address"),
    "EXT-FR-FE-92": ("Identifiant du destinataire de la facture", "Invoicee identifier"),
    "EXT-FR-FE-98": ("Adresse électronique du destinataire de la facture", "Invoicee electronic address"),
    "EXT-FR-FE-115": ("Identifiant de l’émetteur de la facture", "Invoicer identifier"),
    "EXT-FR-FE-121": ("Adresse électronique de l’émetteur de la facture", "Invoicer electronic address"),
    "EXT-FR-FE-136": ("Numéro de la facture d’origine de la ligne", "Preceding invoice number of the line"),
    "EXT-FR-FE-137": ("Type de la facture d’origine de la ligne", "Preceding invoice type of the line"),
    "EXT-FR-FE-138": ("Date de la facture d’origine de la ligne", "Preceding invoice date of the line"),
    "EXT-FR-FE-146": ("Identifiant du lieu de livraison de la ligne", "Deliver-to location identifier of the line"),
    "EXT-FR-FE-158": ("Date de livraison de la ligne", "Delivery date of the line"),
    "EXT-FR-FE-159": ("Code de l’attribut d’article", "Item attribute code"),
    "EXT-FR-FE-163": ("Sous-type de ligne", "Line subtype"),
    "EXT-FR-FE-164": ("Nom du vendeur de la ligne", "Seller name of the line"),
    "EXT-FR-FE-167": ("Identifiant légal du vendeur de la ligne", "Seller legal identifier of the line"),
    "EXT-FR-FE-177": ("Pays du vendeur de la ligne", "Seller country code of the line"),
    "EXT-FR-FE-181": ("Montant de TVA de la ligne", "VAT amount of the line"),
    "EXT-FR-FE-182": (
        "Montant de TVA de la ligne en devise de comptabilisation",
        "VAT amount of the line in accounting currency",
    ),
    "EXT-FR-FE-184": ("Montant TTC de la ligne", "Line amount with VAT"),
}
"""Terms that our model has no field for: French, English."""
