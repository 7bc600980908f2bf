"""Pieces that the patterns of `vocabulary` and `vocabulary_of_amounts` share."""

START = r"(?:^|(?<=\t))"
"""Where a cell begins."""
NO_OR_REF = r"(?:n\s?°|n[o°]s?\.?|num(?:ero)?\.?|nr\.?|ref(?:erence)?\.?|identifiant|id|#)"
NO = r"(?:n\s?°|no\.?|num(?:ero)?\.?|nr\.?|#)"
OF = r"(?:de (?:la |l'|cette |votre |notre )?|d'|du |votre |notre |la |l')?"
INVOICE = (
    r"(?:facture(?: de vente|[ -]?avoir)?|fact\.?|f a c t u r e|a v o i r|avoir"
    r"|note (?:de credit|de debit|d'honoraires)|releve d'honoraires|memoire d'honoraires)"
)
KIND = (
    r"(?: client| proforma| finale| de solde| d'avoir| d'honoraires| de prestations?| de travaux"
    r"| electronique| originale| definitive)?"
)
TAX = r"\(?(?:t[.,]?\s?v[.,]?\s?a[.,]?|taxes?)\)?"
NET = r"\(?(?:h\.?\s?t\.?|hors[ -]taxes?|hors t\.?v\.?a\.?)\)?"
GROSS = r"\(?(?:t\.?\s?t\.?\s?c\.?|toutes[ -]taxes comprises|tva comprise|taxes comprises)\)?"
MONEY = r"(?:(?: en)? ?\(?(?:€|eur|euros?)\)?)?"
BIG = (
    r"(?:(?:montant|total|sous[ -]?total|somme|totaux|prix|cumul)"
    r"(?: des? (?:la |l')?(?:facture|prestations?|travaux|honoraires))? )"
)
RATED = r"(?: (?:a |au taux de )?\d{1,2}(?:[.,]\d{1,2})? ?%)?"
