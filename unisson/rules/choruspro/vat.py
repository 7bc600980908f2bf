"""TVA: the regime, the rows of the breakdown, and their agreement with the totals."""

from collections import Counter
from decimal import Decimal

from unisson.einvoice.model import Invoice
from unisson.einvoice.reading import Syntax
from unisson.kernel import money
from unisson.kernel.findings import Findings, Severity
from unisson.rules.arithmetic import HUNDRED, differ, given, is_computable, total
from unisson.rules.engine import EVERY_SYNTAX, TYPED, WARNING_IN_FILES, Context, at

from .ruleset import choruspro
from .tables import REGIMES_WITHOUT_VAT, VAT_REGIMES, known_rates

STANDARD_CATEGORIES = frozenset({None, "S", "AA"})
OUT_OF_SCOPE = "O"


@choruspro.rule(
    "CPP-TVA-01",
    source="Chorus Pro, API, typeTva",
    fr="Le type de TVA est absent : choisissez débits, encaissements, exonération ou sans TVA.",
    en="The VAT regime is missing: choose on debits, on payments, exemption or without VAT.",
    syntaxes=TYPED,
)
def vat_regime_missing(invoice: Invoice) -> Findings:
    """Le type de TVA dit quand la taxe est due. D’un fichier structuré, il est déduit du récapitulatif.

    Exemple : le champ « Type de TVA » n’est pas choisi.
    """
    if not invoice.portal.vat_regime:
        yield at("EXT-VAT-REGIME")


@choruspro.rule(
    "CPP-TVA-02",
    source="Chorus Pro, API, typeTva",
    fr="Le type de TVA « {regime} » n’existe pas : choisissez débits, encaissements, exonération ou sans TVA.",
    en="The VAT regime “{regime}” does not exist: choose on debits, on payments, exemption or without VAT.",
)
def vat_regime_unknown(invoice: Invoice) -> Findings:
    """Quatre valeurs : TVA_SUR_DEBIT, TVA_SUR_ENCAISSEMENT, EXONERATION, SANS_TVA.

    Exemple : « TVA » transmis par un logiciel.
    """
    regime = invoice.portal.vat_regime
    if regime and regime not in VAT_REGIMES:
        yield at("EXT-VAT-REGIME", regime=regime)


@choruspro.rule(
    "CPP-TVA-03",
    source="CGI, ann. II, art. 242 nonies A, I-12° ; Chorus Pro, API, motifExoneration",
    fr="Le motif d’exonération de TVA est absent : indiquez la disposition qui exonère (par exemple « Art. 293 B du "
    "CGI »).",
    en="The reason of the VAT exemption is missing: enter the provision that exempts (for instance “Art. 293 B du "
    "CGI”).",
    milder={**WARNING_IN_FILES, Syntax.PDF: Severity.WARNING},
)
def exemption_reason_missing(invoice: Invoice) -> Findings:
    """Une facture exonérée cite le texte qui l’exonère. Un PDF le porte souvent sans qu’il soit lu : avertissement.

    Exemple : type de TVA « Exonération », motif vide.
    """
    exempt = invoice.portal.vat_regime == "EXONERATION"
    if exempt and not any(row.exemption_reason or row.exemption_code for row in invoice.vat_lines):
        yield at("BT-120")


@choruspro.rule(
    "CPP-TVA-04",
    source="Chorus Pro, API, typeTva et montantTVA",
    fr="Le type de TVA annonce qu’aucune TVA n’est due, mais la facture en porte {vat} : corrigez le type ou le "
    "montant.",
    en="The VAT regime says that no VAT is due, but the invoice bears {vat}: correct the regime or the amount.",
    syntaxes=TYPED,
)
def vat_charged_without_vat_regime(invoice: Invoice) -> Findings:
    """Exonération et sans TVA vont avec un montant nul. D’un fichier, le type de TVA est déduit : rien à juger.

    Exemple : type de TVA « Sans TVA », montant de TVA 700,00.
    """
    match given(invoice.totals.vat):
        case (vat,) if vat and invoice.portal.vat_regime in REGIMES_WITHOUT_VAT:
            yield at("BT-110", vat=vat)


@choruspro.rule(
    "CPP-TVA-05",
    source="Chorus Pro, récapitulatif de TVA ; EN 16931-1, BR-CO-14",
    fr="La somme des montants du détail de la TVA ({computed}) n’est pas le montant total de la TVA ({declared}) : "
    "corrigez une ligne ou le total.",
    en="The amounts of the VAT breakdown add up to {computed}, not to the VAT total ({declared}): correct a row or "
    "the total.",
    milder=WARNING_IN_FILES,
)
def vat_rows_sum_differs(invoice: Invoice) -> Findings:
    """Un centime d’écart est admis par ligne du détail, pour les arrondis.

    Exemple : lignes de 20,00 et 15,00, montant total de TVA 40,00.
    """
    rows = given(*(row.amount for row in invoice.vat_lines))
    match given(invoice.totals.vat):
        case (vat,) if rows and differ(vat, computed := total(rows), tolerance=money.TOLERANCE * len(rows)):
            yield at("BT-110", declared=vat, computed=computed)


@choruspro.rule(
    "CPP-TVA-06",
    source="Chorus Pro, récapitulatif de TVA ; EN 16931-1, BR-CO-17",
    fr="Le montant de TVA de la ligne à {rate} % ({declared}) n’est pas la base multipliée par le taux ({computed}) : "
    "corrigez la base, le taux ou le montant.",
    en="The VAT amount of the row at {rate}% ({declared}) is not the base times the rate ({computed}): correct the "
    "base, the rate or the amount.",
    syntaxes=TYPED,
    repair="compute_vat_rows",
)
def vat_row_amount_differs(invoice: Invoice) -> Findings:
    """Un centime d’écart est admis, pour les arrondis.

    Exemple : base 100,00 à 20 %, montant de TVA 25,00.
    """
    for rank, row in enumerate(invoice.vat_lines, start=1):
        match given(row.base, row.rate, row.amount):
            case base, rate, amount if differ(amount, computed := base * rate / HUNDRED, tolerance=money.TOLERANCE):
                yield at(f"BG-23[{rank}]/BT-117", rate=rate, declared=amount, computed=computed)


@choruspro.rule(
    "CPP-TVA-07",
    source="CGI, art. 278 à 281 nonies, 296 et 297",
    fr="Le taux de TVA {rate} % n’est pas un taux français en vigueur à la date de la facture : vérifiez-le.",
    en="The VAT rate {rate}% is not a French rate in force on the invoice date: check it.",
    severity=Severity.WARNING,
)
def vat_rate_unknown(invoice: Invoice, context: Context) -> Findings:
    """Les taux admis sont ceux de la métropole, de l’outre-mer et de la Corse ; un autre taux peut être étranger.

    Exemple : 19,6 % sur une facture de 2026.
    """
    rates = known_rates(invoice.issue_date or context.on)
    for rank, row in enumerate(invoice.vat_lines, start=1):
        match given(row.rate):
            case (rate,) if rate not in rates and row.category in STANDARD_CATEGORIES:
                yield at(f"BG-23[{rank}]/BT-119", rate=rate)


@choruspro.rule(
    "CPP-TVA-08",
    source="Chorus Pro, récapitulatif de TVA ; EN 16931-1, BR-CO-13",
    fr="La somme des bases du détail de la TVA ({computed}) n’est pas le montant HT ({declared}) : corrigez une base "
    "ou le montant HT.",
    en="The bases of the VAT breakdown add up to {computed}, not to the total without VAT ({declared}): correct a "
    "base or the total.",
    milder=WARNING_IN_FILES,
)
def vat_bases_sum_differs(invoice: Invoice) -> Findings:
    """Le détail de la TVA couvre toute la facture, part exonérée comprise. Un centime d’écart est admis par ligne.

    Exemple : bases de 100,00 et 200,00, montant HT 350,00.
    """
    bases = given(*(row.base for row in invoice.vat_lines))
    match given(invoice.totals.net):
        case (net,) if bases and differ(net, computed := total(bases), tolerance=money.TOLERANCE * len(bases)):
            yield at("BT-109", declared=net, computed=computed)


@choruspro.rule(
    "CPP-TVA-09",
    source="Chorus Pro, API, ligneTva : montantBaseHtParTaux, montantTvaParTaux",
    fr="Une ligne du détail de la TVA est incomplète : indiquez le taux, la base HT et le montant, ou supprimez-la.",
    en="A row of the VAT breakdown is incomplete: enter rate, base and amount, or remove the row.",
    milder=WARNING_IN_FILES,
    repair="compute_vat_rows",
)
def vat_row_incomplete(invoice: Invoice) -> Findings:
    """Le détail est facultatif sur un PDF, mais une ligne commencée doit être entière.

    Exemple : taux 20 %, base 100,00, montant vide.
    """
    for rank, row in enumerate(invoice.vat_lines, start=1):
        parts = {"BT-116": row.base, "BT-117": row.amount, "BT-119": row.rate}
        for term, part in parts.items():
            if part is None and not (term == "BT-119" and row.category == OUT_OF_SCOPE):
                yield at(f"BG-23[{rank}]/{term}")


@choruspro.rule(
    "CPP-TVA-10",
    source="Chorus Pro, récapitulatif de TVA : une ligne par taux",
    fr="Le taux {rate} % figure plusieurs fois dans le détail de la TVA : réunissez ces lignes en une seule.",
    en="The rate {rate}% occurs more than once in the VAT breakdown: merge these rows into one.",
    severity=Severity.WARNING,
)
def vat_rate_repeated(invoice: Invoice) -> Findings:
    """Une ligne par taux ; deux lignes au même taux se distinguent seulement par leur catégorie ou leur exonération.

    Exemple : deux lignes à 20 %.
    """
    seen: Counter[tuple[Decimal, str | None, str | None, str | None]] = Counter()
    for rank, row in enumerate(invoice.vat_lines, start=1):
        if row.rate is None or not is_computable(row.rate):
            continue
        kind = (row.rate, row.category, row.exemption_reason, row.exemption_code)
        seen[kind] += 1
        if seen[kind] == 2:
            yield at(f"BG-23[{rank}]/BT-119", rate=row.rate)


@choruspro.rule(
    "CPP-TVA-11",
    source="Chorus Pro, flux E1 ; EN 16931-1, BR-47",
    fr="La catégorie de TVA manque à une ligne du détail de la TVA : indiquez-la dans le fichier, « S » pour un taux "
    "normal ou réduit, « E » pour une exonération.",
    en="A row of the VAT breakdown has no VAT category: enter it in the file, “S” for a standard or reduced rate, “E” "
    "for an exemption.",
    syntaxes=EVERY_SYNTAX - TYPED,
)
def vat_category_missing(invoice: Invoice) -> Findings:
    """Sans elle, un taux de 0 % ne dit pas pourquoi. D’un PDF ou d’un formulaire, elle est déduite.

    Exemple : un logiciel dont la taxe n’a pas de code UNECE envoie un taux de 20 % sans `CategoryCode`.
    """
    for rank, row in enumerate(invoice.vat_lines, start=1):
        if row.category is None:
            yield at(f"BG-23[{rank}]/BT-118")
