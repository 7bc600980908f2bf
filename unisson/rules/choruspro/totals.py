"""Montants totaux: present, storable, and adding up (domain-rules §4.4). Negative totals are legal."""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal

from unisson.einvoice.model import Invoice, Line, PortalTerms, Totals, VatLine
from unisson.kernel import money
from unisson.kernel.findings import Findings, Severity
from unisson.rules.arithmetic import differ, given, is_computable
from unisson.rules.engine import WARNING_IN_FILES, at

from .ruleset import choruspro
from .tables import STORED_DECIMALS

_TERMS: dict[type, tuple[tuple[str, str], ...]] = {
    part: tuple((field.name, field.metadata["term"]) for field in fields(part) if field.type == Decimal | None)
    for part in (Totals, PortalTerms, VatLine, Line)
}


def amounts(invoice: Invoice) -> Iterator[tuple[str, Decimal]]:
    """Every number of the invoice that is stored, with its place."""
    yield from _amounts_of("", invoice.totals)
    yield from _amounts_of("", invoice.portal)
    for rank, row in enumerate(invoice.vat_lines, start=1):
        yield from _amounts_of(f"BG-23[{rank}]/", row)
    for rank, line in enumerate(invoice.lines, start=1):
        yield from _amounts_of(f"BG-25[{rank}]/", line)


def _amounts_of(place: str, part: object) -> Iterator[tuple[str, Decimal]]:
    for name, term in _TERMS[type(part)]:
        amount = getattr(part, name)
        if amount is not None:
            yield place + term, amount


@choruspro.rule(
    "CPP-TOTAL-01",
    source="Chorus Pro, API, montantHtTotal ; EN 16931-1, BT-109",
    fr="Le montant HT total est absent : indiquez-le, remises de ligne déduites.",
    en="The total without VAT is missing: enter it, line discounts deducted.",
    repair="compute_net",
)
def net_total_missing(invoice: Invoice) -> Findings:
    """Le montant HT sert de base à la TVA et au contrôle de la dépense.

    Exemple : le champ « Montant HT » est vide.
    """
    if invoice.totals.net is None:
        yield at("BT-109")


@choruspro.rule(
    "CPP-TOTAL-02",
    source="Chorus Pro, API, montantTVA ; EN 16931-1, BT-110",
    fr="Le montant de la TVA est absent : indiquez-le, 0 si la facture n’en porte pas.",
    en="The VAT amount is missing: enter it, 0 if the invoice bears none.",
    milder=WARNING_IN_FILES,
    repair="compute_vat",
)
def vat_total_missing(invoice: Invoice) -> Findings:
    """Un montant vide laisse douter entre une TVA nulle et un oubli. La norme permet aux fichiers de l’omettre.

    Exemple : le champ « Montant TVA » est vide sur une facture en franchise ; écrivez 0,00.
    """
    if invoice.totals.vat is None:
        yield at("BT-110")


@choruspro.rule(
    "CPP-TOTAL-03",
    source="Chorus Pro, API, montantTtcTotal ; EN 16931-1, BT-112",
    fr="Le montant TTC après remise est absent : indiquez-le.",
    en="The total with VAT after discount is missing: enter it.",
    repair="compute_gross",
)
def gross_total_missing(invoice: Invoice) -> Findings:
    """Le montant TTC est celui que porte le certificat de dépôt.

    Exemple : le champ « Montant TTC après remise » est vide.
    """
    if invoice.totals.gross is None:
        yield at("BT-112")


@choruspro.rule(
    "CPP-TOTAL-04",
    source="Chorus Pro, API, montantAPayer ; EN 16931-1, BT-115",
    fr="Le net à payer est absent : indiquez-le, 0 si tout est déjà réglé.",
    en="The amount due is missing: enter it, 0 if everything is already paid.",
    repair="compute_due",
)
def amount_due_missing(invoice: Invoice) -> Findings:
    """Le net à payer est la somme que le destinataire virera ; il peut être inférieur au TTC.

    Exemple : le champ « Net à payer » est vide.
    """
    if invoice.totals.due is None:
        yield at("BT-115")


@choruspro.rule(
    "CPP-TOTAL-05",
    source="Chorus Pro, montants totaux : TTC avant remise = HT + TVA",
    fr="Le TTC avant remise ({declared}) n’est pas la somme du HT et de la TVA ({computed}) : corrigez l’un des trois.",
    en="The total before discount ({declared}) is not the sum of the total without VAT and the VAT ({computed}): "
    "correct one of the three.",
    milder=WARNING_IN_FILES,
    repair="compute_gross_before_discount",
)
def gross_before_discount_differs(invoice: Invoice) -> Findings:
    """Les trois montants sont comparés au centime.

    Exemple : HT 3 500,00, TVA 700,00, TTC avant remise 4 000,00.
    """
    match given(invoice.totals.net, invoice.totals.vat, invoice.portal.gross_before_discount):
        case net, vat, gross if differ(gross, computed := net + vat):
            yield at("EXT-GROSS-BEFORE-DISCOUNT", declared=gross, computed=computed)


@choruspro.rule(
    "CPP-TOTAL-06",
    source="Chorus Pro, montants totaux : TTC après remise = TTC avant remise - remise globale",
    fr="Le TTC après remise ({declared}) n’est pas le TTC avant remise moins la remise globale ({computed}) : corrigez "
    "le TTC ou la remise.",
    en="The total after discount ({declared}) is not the total before discount minus the discount ({computed}): "
    "correct the total or the discount.",
    milder=WARNING_IN_FILES,
    repair="compute_gross",
)
def gross_after_discount_differs(invoice: Invoice) -> Findings:
    """La remise globale est déduite du TTC ; sans remise, le TTC après remise est égal au TTC avant remise.

    Exemple : TTC avant remise 4 200,00, remise 200,00, TTC après remise 4 100,00.
    """
    discount = money.ZERO if invoice.portal.discount is None else invoice.portal.discount
    match given(invoice.portal.gross_before_discount, discount, invoice.totals.gross):
        case before, off, after if differ(after, computed := before - off):
            yield at("BT-112", declared=after, computed=computed)


@choruspro.rule(
    "CPP-TOTAL-07",
    source="EN 16931-1, BR-CO-15 ; Chorus Pro, montants totaux",
    fr="Le montant TTC ({declared}) n’est pas la somme du HT et de la TVA, remise globale déduite ({computed}) : "
    "corrigez l’un des montants.",
    en="The total with VAT ({declared}) is not the total without VAT plus the VAT, discount deducted ({computed}): "
    "correct one of the amounts.",
    milder=WARNING_IN_FILES,
    repair="compute_gross",
)
def gross_differs_from_net_and_vat(invoice: Invoice) -> Findings:
    """Là où le TTC avant remise n’est pas écrit, le TTC est comparé directement au HT et à la TVA, au centime.

    Exemple : HT 3 500,00, TVA 700,00, TTC 4 000,00.
    """
    discount = money.ZERO if invoice.portal.discount is None else invoice.portal.discount
    if invoice.portal.gross_before_discount is not None:
        return
    match given(invoice.totals.net, invoice.totals.vat, discount, invoice.totals.gross):
        case net, vat, off, gross if differ(gross, computed := net + vat - off):
            yield at("BT-112", declared=gross, computed=computed)


@choruspro.rule(
    "CPP-TOTAL-08",
    source="Chorus Pro, API, motifRemiseGlobaleTTC",
    fr="La remise globale de {discount} n’a pas de motif : indiquez-le (geste commercial, pénalité…).",
    en="The discount of {discount} has no reason: enter one (goodwill, penalty…).",
    severity=Severity.WARNING,
)
def discount_without_reason(invoice: Invoice) -> Findings:
    """Le comptable justifie chaque dépense ; une remise sans motif appelle une question.

    Exemple : remise globale 200,00, motif vide.
    """
    match given(invoice.portal.discount):
        case (discount,) if discount and not (invoice.portal.discount_reason or "").strip():
            yield at("EXT-DISCOUNT-REASON", discount=discount)


@choruspro.rule(
    "CPP-TOTAL-09",
    source="Chorus Pro, API, montantRemiseGlobaleTTC",
    fr="La remise globale ({discount}) est négative : écrivez-la sans signe, elle est déduite du TTC.",
    en="The discount ({discount}) is negative: write it without a sign, it is deducted from the total.",
    repair="drop_discount_sign",
)
def discount_negative(invoice: Invoice) -> Findings:
    """Une remise négative augmenterait le montant à payer. Sur un avoir, elle suit le signe des montants.

    Exemple : remise globale -200,00 sur une facture de 4 200,00.
    """
    signed = invoice.is_credit_note and any(net < 0 for net in given(invoice.totals.net))
    match given(invoice.portal.discount):
        case (discount,) if discount < 0 and not signed:
            yield at("EXT-DISCOUNT", discount=discount)


@choruspro.rule(
    "CPP-TOTAL-10",
    source="Chorus Pro, montants totaux : net à payer",
    fr="Le net à payer ({due}) dépasse le montant TTC ({gross}) : corrigez l’un des deux.",
    en="The amount due ({due}) exceeds the total with VAT ({gross}): correct one of the two.",
    milder=WARNING_IN_FILES,
    repair="compute_due",
)
def amount_due_exceeds_gross(invoice: Invoice) -> Findings:
    """Acomptes et retenues diminuent le net à payer ; rien ne l’augmente. Les montants sont comparés sans leur signe.

    Exemple : TTC 4 200,00, net à payer 42 000,00.
    """
    match given(invoice.totals.due, invoice.totals.gross):
        case due, gross if due.copy_abs() > gross.copy_abs() and differ(due.copy_abs(), gross.copy_abs()):
            yield at("BT-115", due=due, gross=gross)


@choruspro.rule(
    "CPP-TOTAL-11",
    source="Chorus Pro, montants totaux : net à payer",
    fr="Le net à payer ({due}) et le montant TTC ({gross}) sont de signes contraires : vérifiez les deux.",
    en="The amount due ({due}) and the total with VAT ({gross}) have opposite signs: check both.",
    severity=Severity.WARNING,
)
def amount_due_of_opposite_sign(invoice: Invoice) -> Findings:
    """Un TTC négatif est rendu au destinataire ; un net à payer positif lui demanderait de payer.

    Exemple : avoir de -120,00 TTC, net à payer 120,00.
    """
    match given(invoice.totals.due, invoice.totals.gross):
        case due, gross if min(due, gross) < 0 < max(due, gross):
            yield at("BT-115", due=due, gross=gross)


@choruspro.rule(
    "CPP-TOTAL-12",
    source="Chorus Pro, API, montants decimal(19,6)",
    fr="Un montant de la facture n’est pas un nombre, dépasse 13 chiffres avant la virgule ou est infiniment petit : "
    "corrigez-le.",
    en="An amount of the invoice is not a number, has more than 13 digits before the decimal point or is infinitely "
    "small: correct it.",
)
def amount_out_of_storage(invoice: Invoice) -> Findings:
    """Un montant plus grand ne peut être enregistré ni transmis au destinataire.

    Exemple : 100 000 000 000 000,00, quatorze chiffres et plus.
    """
    for place, amount in amounts(invoice):
        if not is_computable(amount):
            yield at(place)


@choruspro.rule(
    "CPP-TOTAL-13",
    source="Chorus Pro, API, montants decimal(19,6)",
    fr="Un nombre de la facture a {decimals} décimales ; {limit} au plus sont admises : arrondissez-le.",
    en="A number of the invoice has {decimals} decimals; at most {limit} are allowed: round it.",
    milder=WARNING_IN_FILES,
)
def amount_with_too_many_decimals(invoice: Invoice) -> Findings:
    """Les décimales au-delà de la sixième seraient perdues ; les zéros de fin ne comptent pas.

    Exemple : un prix unitaire de 0,12345678.
    """
    for place, amount in amounts(invoice):
        if is_computable(amount) and (decimals := decimals_of(amount)) > STORED_DECIMALS:
            yield at(place, decimals=decimals, limit=STORED_DECIMALS)


def decimals_of(amount: Decimal) -> int:
    """How many decimals a finite number has, final zeros left out."""
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -STORED_DECIMALS:
        return 0
    return len(f"{amount:f}".partition(".")[2].rstrip("0"))
