"""The words that announce an amount: see `vocabulary`."""

from .fields import Field
from .phrases import BIG, GROSS, MONEY, NET, RATED, START, TAX

AMOUNTS: tuple[tuple[Field, float, tuple[str, ...]], ...] = (
    (
        Field.NET_TOTAL,
        0.95,
        (
            rf"{BIG}+(?:general |net |global |facture |de la facture )?{MONEY} ?{NET}{MONEY}(?: net"
            rf"| apres remises?)?",
            rf"(?:net|base|valeur|totaux?) (?:net )?(?:total )?{NET}|{NET} total",
            r"net commercial|base imposable|total net (?:de taxes|hors taxes?)|total net h\.?t\.?",
            r"(?:total|amount|net total|sub-?total|price|sum) ?\(?(?:excl(?:uding|\.)?|ex\.?|before|without"
            r"|net of) ?(?:of )?(?:vat|tax(?:es)?)\)?",
            r"(?:invoice )?(?:total net|net (?:total|amount|value|sum))(?: \(?(?:excl\.?|without"
            r"|before) (?:vat|tax)\)?)?|taxable amount",
            r"netto\s?-?(?:betrag|summe|gesamt|gesamtbetrag|wert)|(?:summe|gesamt|total|betrag|gesamtsumme"
            r"|gesamtbetrag|rechnungsbetrag|zwischensumme)\s?,? \(?netto\)?|rechnungssumme ohne (?:ust"
            r"|mwst)\.?",
            r"(?:summe|betrag|gesamt(?:betrag)?) (?:ohne|exkl\.?|zzgl\.?) (?:mwst|ust)\.?|gesamtnetto"
            r"|zwischensumme netto",
        ),
    ),
    (
        Field.NET_TOTAL,
        0.75,
        (
            rf"{START}(?:h\.?\s?t\.?|hors taxes?|sub-?total|sous[ -]?total|zwischensumme|netto|net amount"
            rf"|total net|base|assiette)",
        ),
    ),
    (
        Field.VAT_TOTAL,
        0.95,
        (
            rf"(?:montants?|total|totaux|somme)(?: total| globale?)?(?: de(?:s| la)?)? ?{TAX}{MONEY}{RATED}",
            rf"{TAX} (?:totale?|collectee|due)",
            r"(?:total|amount of|sum of) (?:of )?(?:vat|tax(?:es)?)|(?:vat|tax) (?:total|amount|sum)",
            r"steuer\s?-?betrag|gesamt(?:summe|betrag)? (?:mwst|ust|umsatzsteuer|mehrwertsteuer|steuer)\.?"
            r"|summe (?:mwst|ust|steuern|umsatzsteuer)\.?",
            r"(?:mwst|ust)\.?\s?-?\s?(?:betrag|gesamt|summe)|(?:umsatzsteuer|mehrwertsteuer)\s?-?\s?(?:betrag"
            r"|gesamt|summe)",
        ),
    ),
    (
        Field.VAT_ROW,
        0.8,
        (
            r"(?:dont |\+ ?|plus )?t[.,]?v[.,]?a[.,]?(?: a| au taux de)?",
            r"taxe sur la valeur ajoutee|taxes?",
            r"\bvat|sales tax|\btax(?:es)?|(?:zzgl\.? |zuzuglich |inkl\.? )?(?:\d{1,2} ?% )?(?:mwst\.?"
            r"|\bust\.?|mehrwertsteuer|umsatzsteuer)",
        ),
    ),
    (
        Field.GROSS_TOTAL,
        0.95,
        (
            rf"{BIG}+(?:general |net |global |facture |de la facture )?{MONEY} ?{GROSS}{MONEY}",
            rf"(?:valeur|totaux?) {GROSS}|{GROSS} total",
            r"(?:total|amount|price|sum) ?\(?(?:incl(?:uding|\.)?|inc\.?|with) ?(?:of )?(?:vat|tax(?:es)?)\)?",
            r"(?:grand|gross|invoice) total|total gross|gross (?:amount|total|sum)|total invoice amount",
            r"(?:brutto|rechnungs|gesamt|end)\s?-?betrag(?:,? \(?brutto\)?)?"
            r"|(?:gesamt|summe|total|gesamtsumme)\s?,? \(?brutto\)?"
            r"|brutto\s?-?summe|gesamtsumme|endsumme|rechnungssumme",
            r"(?:gesamt(?:betrag)?|summe|betrag) (?:inkl\.?|mit) (?:mwst|ust)\.?",
        ),
    ),
    (Field.GROSS_TOTAL, 0.97, (rf"(?:montant |total )+{GROSS} apres remises?(?: globale)?",)),
    (
        Field.GROSS_TOTAL,
        0.75,
        (
            rf"{START}{GROSS}",
            r"(?:montant )?total (?:de (?:la |votre |cette )?facture|facture|general|a facturer)"
            r"|montant (?:de (?:la |votre )?)facture",
        ),
    ),
    (
        Field.GROSS_TOTAL,
        0.75,
        (r"(?:total|invoice) amount(?! (?:excl|ex|before|without|net|due|payable|outstanding))",),
    ),
    (
        Field.GROSS_TOTAL,
        0.6,
        (
            rf"{START}(?:montant )?total",
            rf"(?:montant |total )+{GROSS} avant remises?(?: globale)?",
            rf"{START}(?:gesamt|summe)",
        ),
    ),
    (
        Field.DUE,
        0.95,
        (
            rf"net (?:total )?a (?:payer|regler|verser)(?: {GROSS})?{MONEY}",
            rf"(?:montant|reste|solde|total|somme|montant total)(?: net"
            rf"| {GROSS})? (?:du )?(?:restant )?a (?:payer|regler|verser)(?: {GROSS})?{MONEY}",
            r"(?:net|solde|montant|avoir) (?:en votre faveur|a (?:deduire|rembourser|valoir))|a votre credit"
            r"|reste du",
            r"solde (?:du|restant)|restant du|montant (?:restant )?du|somme due|montant (?:du|a) prele(?:vement|ver)",
            r"amount to be (?:refunded|credited|paid)|gutschrifts?\s?-?betrag|erstattungsbetrag",
            r"(?:amount|balance|total)(?: amount)? (?:due|payable|to pay|outstanding)|(?:due|payable) amount|please pay"
            r"|to be paid|(?:outstanding|remaining|open) (?:balance|amount)|(?:refund|credit) (?:due|amount|total)"
            r"|total credit|net payable|left to pay",
            r"zahl\s?-?betrag|rest\s?-?betrag|restsumme|gutgeschriebener betrag"
            r"|(?:zu zahlen(?:der betrag)?|offener betrag|falliger betrag"
            r"|zu uberweisen(?:der betrag)?)",
        ),
    ),
    (Field.DUE, 0.8, (rf"{START}(?:a (?:payer|regler)|net a)",)),
    (
        Field.DISCOUNT,
        0.9,
        (
            rf"(?:montant (?:de la )?)?remise globale(?: {GROSS})?",
            rf"total (?:des )?(?:remises?|rabais)(?: {GROSS})?",
            r"(?:total|global) (?:discounts?|allowances?)",
            r"gesamtrabatt|gesamtbetrag der abschlage",
        ),
    ),
    (
        Field.DISCOUNT,
        0.5,
        (
            r"remises?(?: (?:commerciale|exceptionnelle|fidelite)s?)?|rabais|ristourne",
            r"discounts?|allowances?",
            r"rabatt|nachlass",
        ),
    ),
    (
        Field.PAID,
        0.9,
        (
            r"(?:total (?:des )?|montant (?:des? )?)?(?:acompte|avance|provision|versement"
            r"|reglement)s?(?: (?:deja|anterieur|precedent)e?s?)?(?: (?:verse|paye|percu|regle|recu|facture"
            r"|deduit)e?s?)?(?: n\s?°)?",
            r"deja (?:paye|regle|verse|facture|percu)e?s?|a deduire|deposit(?: paid)?"
            r"|(?:amount )?(?:already )?paid|prepaid",
            r"(?:erhaltene )?anzahlung(?:en)?|bereits (?:gezahlt|bezahlt)",
        ),
    ),
)
