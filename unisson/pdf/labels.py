"""The words that announce a value, in French first (domain-rules §4.8), then English and German.

Patterns are written for `geometry.plain` text: small letters, no accents. Where several match
at one place the longest wins, so a label that means something else (NOISE) takes its words away from the general ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .geometry import CELL_MARK, Line, Span


class Field(StrEnum):
    """What is read from an invoice; then headings that name a party, and labels whose value is of no use here."""

    NUMBER = "number"
    ISSUE_DATE = "issue_date"
    TYPE = "type"
    CURRENCY = "currency"
    SELLER_SIRET = "seller_siret"
    SELLER_VAT = "seller_vat"
    RECIPIENT_SIRET = "recipient_siret"
    SERVICE_CODE = "service_code"
    COMMITMENT = "commitment"
    CONTRACT = "contract"
    VAT_REGIME = "vat_regime"
    NET_TOTAL = "net_total"
    VAT_TOTAL = "vat_total"
    GROSS_TOTAL = "gross_total"
    DUE = "due"
    DISCOUNT = "discount"
    DUE_DATE = "due_date"
    IBAN = "iban"
    VAT_ROW = "vat_row"
    SELLER = "seller"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third_party"
    NOISE = "noise"


@dataclass(frozen=True, kw_only=True)
class Label:
    field: Field
    pattern: re.Pattern[str]
    weight: float
    """How sure a value that stands right beside this label is."""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A label found on a line, and how far its value may reach: to the next label or the end of the line."""

    field: Field
    weight: float
    label: Span
    reach: int


_NO = r"(?:n\s?°|no\.?|num(?:ero)?\.?|nr\.?|#)"
_INVOICE = r"(?:facture|avoir|note de credit)"

_TABLE: tuple[tuple[Field, float, tuple[str, ...]], ...] = (
    (
        Field.NUMBER,
        0.97,
        (
            rf"{_INVOICE}\s?(?:client |d'acompte |d'avoir |de situation )?{_NO}",
            rf"{_NO} (?:de (?:la )?|d'|de l')?{_INVOICE}",
            rf"reference (?:de (?:la )?)?{_INVOICE}",
            r"(?:invoice|credit note) (?:number|no\.?|#|nr\.?|id)",
            r"rechnungs?-?\s?(?:nummer|nr\.?)",
            r"(?:rechnung|gutschrift) (?:nr\.?|nummer)",
        ),
    ),
    (Field.NUMBER, 0.8, (rf"(?:^|(?<=\t)){_INVOICE}", r"(?:^|(?<=\t))(?:invoice|rechnung)")),
    (Field.NUMBER, 0.62, (rf"(?:^|(?<=\t)){_NO}",)),
    (
        Field.ISSUE_DATE,
        0.97,
        (
            rf"date (?:de (?:la )?|d'|de l')?(?:{_INVOICE}|emission|facturation|etablissement)",
            r"(?:facture |avoir )?(?:emise?|etablie?) le",
            r"(?:invoice|issue|billing|credit note) date",
            r"date of (?:issue|invoice)",
            r"rechnungsdatum|belegdatum",
        ),
    ),
    (Field.ISSUE_DATE, 0.85, (r"(?:^|(?<=\t))(?:date|datum|fait le)", r"(?:fait )?a [a-z' -]+, le", r"[a-z-]+, le")),
    (Field.ISSUE_DATE, 0.72, (r"(?:^|(?<=\t))(?:le|du|en date du)",)),
    (
        Field.DUE_DATE,
        0.95,
        (
            r"(?:date )?d?'?e?cheance(?: de (?:paiement|reglement))?",
            r"date (?:limite )?(?:d'echeance|de (?:paiement|reglement))",
            r"(?:payable|a (?:payer|regler)|paiement|reglement) (?:avant|au plus tard) le",
            r"(?:payment )?due date",
            r"falligkeit(?:sdatum)?|zahlbar bis",
        ),
    ),
    (
        Field.RECIPIENT_SIRET,
        0.98,
        (
            rf"{_NO}?\s?siret (?:du |de l'|de la )?(?:client|destinataire|dest\.?|acheteur|etablissement facture)",
            r"(?:client|destinataire|acheteur|customer|buyer|recipient)'?s? siret",
        ),
    ),
    (
        Field.SELLER_SIRET,
        0.97,
        (
            rf"{_NO}?\s?siret (?:du |de l'|de la )?(?:fournisseur|emetteur|vendeur|prestataire|titulaire)",
            r"(?:supplier|seller|vendor)'?s? siret",
        ),
    ),
    (
        Field.SELLER_VAT,
        0.8,
        (
            rf"(?:{_NO} )?(?:de )?(?:id(?:entifiant|entification)?\.? )?(?:de )?tva intra[- ]?communautaire",
            rf"(?:{_NO} )?(?:de )?tva intra(?:com)?\.?",
            rf"(?:id(?:entifiant)?|{_NO}) (?:de )?tva",
            r"vat (?:number|no\.?|id|reg(?:istration)?\.?(?: no\.?| number)?)",
            r"ust-?\.?\s?id(?:\.?-?\s?nr\.?)?|umsatzsteuer-id(?:entifikationsnummer)?",
        ),
    ),
    (
        Field.SERVICE_CODE,
        0.96,
        (
            rf"{_NO}?\s?code (?:du )?service(?: executant| destinataire)?",
            r"service (?:executant|destinataire|code)",
            r"code sce\.?",
        ),
    ),
    (Field.SERVICE_CODE, 0.7, (r"(?:^|(?<=\t))service",)),
    (
        Field.COMMITMENT,
        0.96,
        (
            rf"{_NO} (?:d'|de l'|de )?(?:engagement(?: juridique)?|e\.?j\.?|bon de commande|commande|bdc)",
            rf"engagement(?: juridique)? ?{_NO}?",
            rf"(?:bon de |votre |reference (?:de )?|ref\.? )?commande(?: publique)? ?{_NO}?",
            rf"\be\.?j\.? ?{_NO}?",
            r"(?:purchase )?order (?:number|no\.?|ref(?:erence)?\.?|#)",
            r"p\.?o\.? (?:number|no\.?|#)",
            r"bestell(?:ung|nummer|-?\s?nr\.?)|auftrags(?:nummer|-?\s?nr\.?)",
        ),
    ),
    (
        Field.CONTRACT,
        0.95,
        (
            rf"{_NO} (?:de |du )?(?:marche|contrat)(?: public)?",
            rf"(?:marche(?: public)?|contrat) ?{_NO}",
            r"contract (?:number|no\.?|ref(?:erence)?\.?)",
            r"vertrags(?:nummer|-?\s?nr\.?)",
        ),
    ),
    (Field.CONTRACT, 0.7, (r"(?:^|(?<=\t))marche",)),
    (
        Field.NET_TOTAL,
        0.95,
        (
            r"(?:montant |total |sous-?total )+(?:net )?(?:en )?\(?(?:h\.?t\.?|hors taxes?|hors tva)\)?",
            r"net h\.?t\.?|base h\.?t\.?",
            r"(?:total|amount|net total|subtotal) ?\(?(?:excl(?:uding|\.)?|before|without) (?:vat|tax(?:es)?)\)?",
            r"(?:invoice )?(?:total net|net (?:total|amount))",
            r"nettobetrag|summe netto|(?:gesamt|zwischensumme)\s?\(?netto\)?|netto gesamt|gesamtnetto",
        ),
    ),
    (Field.NET_TOTAL, 0.75, (r"(?:^|(?<=\t))(?:h\.?t\.?|sub-?total|sous-?total|zwischensumme)",)),
    (
        Field.VAT_TOTAL,
        0.95,
        (
            r"(?:montant|total)(?: total)?(?: de(?:s| la))? ?\(?(?:t[.,]?v[.,]?a[.,]?|taxes?)\)?",
            r"(?:total|amount of) (?:vat|tax(?:es)?)|(?:vat|tax) (?:total|amount)",
            r"steuerbetrag|gesamt(?:summe)? (?:mwst|ust)\.?|summe (?:mwst|ust)\.?",
        ),
    ),
    (
        Field.VAT_ROW,
        0.8,
        (
            r"(?:dont )?t[.,]?v[.,]?a[.,]?(?: a)?",
            r"taxe sur la valeur ajoutee",
            r"\bvat|sales tax|\btax(?:es)?|mwst\.?|\bust\.?|mehrwertsteuer|umsatzsteuer",
        ),
    ),
    (
        Field.GROSS_TOTAL,
        0.95,
        (
            r"(?:montant |total )+(?:general |net |facture )?(?:en )?\(?(?:t\.?t\.?c\.?|toutes taxes comprises)\)?",
            r"(?:total|amount) ?\(?(?:incl(?:uding|\.)?|with) (?:vat|tax(?:es)?)\)?",
            r"(?:grand|gross|invoice) total|total gross|gross amount",
            r"(?:brutto|rechnungs|gesamt)betrag|(?:gesamt|summe)\s?\(?brutto\)?|gesamtsumme",
        ),
    ),
    (Field.GROSS_TOTAL, 0.97, (r"(?:montant |total )+t\.?t\.?c\.? apres remises?(?: globale)?",)),
    (Field.GROSS_TOTAL, 0.75, (r"(?:^|(?<=\t))t\.?t\.?c\.?",)),
    (Field.GROSS_TOTAL, 0.6, (r"(?:^|(?<=\t))total", r"(?:montant |total )+t\.?t\.?c\.? avant remises?(?: globale)?")),
    (
        Field.DUE,
        0.95,
        (
            r"net a payer(?: t\.?t\.?c\.?)?",
            r"(?:montant|reste|solde|total) (?:net |du )?a (?:payer|regler)|solde du|montant du",
            r"(?:amount|balance|total) (?:due|payable)|(?:due|payable) amount",
            r"zahlbetrag|(?:zu zahlen(?:der betrag)?|offener betrag)",
        ),
    ),
    (Field.DUE, 0.8, (r"(?:^|(?<=\t))a payer",)),
    (
        Field.DISCOUNT,
        0.9,
        (
            r"(?:montant (?:de la )?)?remise globale(?: t\.?t\.?c\.?)?",
            r"total (?:des )?remises?(?: t\.?t\.?c\.?)?",
            r"(?:total|global) (?:discounts?|allowances?)",
            r"gesamtrabatt",
        ),
    ),
    (Field.DISCOUNT, 0.5, (r"remises?(?: commerciales?)?|rabais", r"discounts?|allowances?", r"rabatt|nachlass")),
    (Field.IBAN, 0.97, (r"iban",)),
    (
        Field.RECIPIENT,
        0.9,
        (
            r"(?:^|(?<=\t))(?:facture a|factures? a|doit|adresse a|client|destinataire|acheteur|a l'attention de)",
            r"adresse de facturation|structure destinataire|entite publique|ministere",
            r"(?:^|(?<=\t))(?:bill(?:ed)? to|invoice to|sold to|customer|buyer|recipient)",
            r"(?:^|(?<=\t))(?:kunde|rechnungsempfanger|kaufer)",
        ),
    ),
    (
        Field.SELLER,
        0.9,
        (
            r"(?:^|(?<=\t))(?:emetteur|fournisseur|vendeur|prestataire|titulaire|emise? par)",
            r"(?:^|(?<=\t))(?:from|seller|supplier|vendor|verkaufer|lieferant)",
        ),
    ),
    (
        Field.THIRD_PARTY,
        0.9,
        (
            r"(?:^|(?<=\t))(?:valideur|encaisseur|livre a|livraison|beneficiaire|affactureur|factor)",
            r"(?:adresse|lieu) de livraison|ship(?:ped)? to|deliver(?:y|ed)? (?:to|address)|lieferadresse",
        ),
    ),
    (
        Field.NOISE,
        1.0,
        (
            rf"(?:{_NO}|date) (?:de )?(?:la )?facture (?:associee|d'origine|initiale|precedente|liee|rectifiee)",
            r"date (?:de )?(?:livraison|commande|prestation|debut|fin|valeur|reception|execution|naissance|vente)",
            r"(?:commande|engagement|devis|contrat|marche) (?:du|en date du|passee? le)",
            r"(?:delivery|order|service|ship(?:ping)?) date|liefer(?:datum|schein)|leistungs(?:datum|zeitraum)",
            r"(?:avoir |relatif |annule |remplace )*(?:sur|a|la) (?:la )?facture(?: d'origine| initiale)?",
            rf"facture (?:d'origine|initiale|precedente|rectifiee|annulee)(?: {_NO})?",
            rf"{_NO} (?:de )?(?:client|compte|dossier|devis|bl|bon de livraison|rcs|siren|lot|ligne|page)",
            r"(?:code|ref(?:erence)?|compte) client|customer (?:number|no\.?|id)|kundennummer|kunden-?\s?nr\.?",
            r"total (?:ht|h\.t\.) (?:brut|avant remise)|total brut(?: ht)?|montant brut(?: ht)?",
            r"prix unit(?:aire|\.)?(?: h\.?t\.?)?|p\.?u\.?(?: h\.?t\.?)?|unit price|einzelpreis",
            r"tva non applicable|tva acquittee|exoneration de tva|taux(?: de)? tva",
            r"tva sur les? (?:debit|encaissement)s?",
            r"(?:acompte|avance)s?(?: deja)?(?: verse| paye| percu| regle)?e?s?|deja (?:paye|regle|verse)e?|"
            r"escompte|penalites?|indemnite|capital(?: social)?|retenue(?: de garantie)?|frais de port|"
            r"eco-?\s?(?:part|taxe)",
            r"bon de livraison|delivery note|ape|naf|rcs|bic|swift|rib|siren|tel\.?|telephone|fax|telecopie",
            r"periode(?: de facturation)?|du \d.{5,18} au",
        ),
    ),
)

_ENDS = r"(?:(?<=[°#.])|(?![a-z0-9_]|-\w))"
"""« EJ-2026-00417 » and « F2026 » are values, not labels."""
LABELS: tuple[Label, ...] = tuple(
    Label(field=name, weight=weight, pattern=re.compile(rf"(?<![a-z0-9_])(?:{pattern}){_ENDS}"))
    for name, weight, patterns in _TABLE
    for pattern in patterns
)


_ITEMS_HEADER = re.compile(
    r"\b(?:designation|description|libelle|qte|quantite|qty|quantity|prix unit|unit price|menge|einzelpreis|p\.?u\.)"
)
"""The head of the table of lines: its « Montant HT » announces no total."""


def mentions(line: Line) -> tuple[Mention, ...]:
    """The labels of a line, from left to right, never overlapping: the longest first, then the surest."""
    if CELL_MARK in line.text and _ITEMS_HEADER.search(line.plain):
        return ()
    found = sorted(
        ((match.start(), match.end(), label) for label in LABELS for match in label.pattern.finditer(line.plain)),
        key=lambda hit: (hit[0] - hit[1], -hit[2].weight),
    )
    kept: list[tuple[int, int, Label]] = []
    for start, end, label in found:
        if end > start and all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, label))
    kept.sort(key=lambda hit: hit[0])
    stops = [*(start for start, _, _ in kept[1:]), len(line.text)]
    return tuple(_mention(line, hit, stop) for hit, stop in zip(kept, stops, strict=False))


def gathered(all_lines: tuple[Line, ...]) -> Iterator[Mention]:
    """The labels of all lines."""
    for line in all_lines:
        yield from mentions(line)


def _mention(line: Line, hit: tuple[int, int, Label], stop: int) -> Mention:
    start, end, label = hit
    return Mention(field=label.field, weight=label.weight, label=Span(line=line, start=start, end=end), reach=stop)
