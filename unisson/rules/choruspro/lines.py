"""Lines: what a typed line must hold, and their agreement with the totals."""

from decimal import Decimal

from unisson.einvoice.model import Invoice
from unisson.kernel import money
from unisson.kernel.findings import Findings
from unisson.rules.arithmetic import change_total, differ, given, possible_nets, total
from unisson.rules.engine import TYPED, WARNING_IN_FILES, at

from .ruleset import choruspro


def document_changes(invoice: Invoice) -> Decimal | None:
    """What allowances and charges on the whole document add to the lines: listed, else as totals."""
    if invoice.allowances_charges:
        return change_total(invoice.allowances_charges)
    match given(invoice.totals.charges or money.ZERO, invoice.totals.allowances or money.ZERO):
        case charges, allowances:
            return charges - allowances
    return None


@choruspro.rule(
    "CPP-LIGNE-01",
    source="Chorus Pro, montants totaux : HT = somme des lignes ; EN 16931-1, BR-CO-10 et BR-CO-13",
    fr="La somme des lignes, remises et frais compris ({computed}), n’est pas le montant HT ({declared}) : corrigez "
    "une ligne ou le montant HT.",
    en="The lines, discounts and charges included, add up to {computed}, not to the total without VAT ({declared}): "
    "correct a line or the total.",
    milder=WARNING_IN_FILES,
    repair="compute_net",
)
def lines_sum_differs(invoice: Invoice) -> Findings:
    """Le montant HT est la somme des lignes après leurs remises. Un centime d’écart est admis.

    Exemple : lignes de 100,00 et 200,00, montant HT 350,00.
    """
    nets = given(*(line.net for line in invoice.lines))
    match given(invoice.totals.net, document_changes(invoice)):
        case net, changes if nets and differ(net, computed := total(nets) + changes, tolerance=money.TOLERANCE):
            yield at("BT-109", declared=net, computed=computed)


@choruspro.rule(
    "CPP-LIGNE-02",
    source="Chorus Pro, lignes : HT = quantité × prix unitaire HT - remise HT ; EN 16931-1, BT-131",
    fr="Ligne {line} : le montant HT ({declared}) n’est pas la quantité multipliée par le prix unitaire, remise "
    "déduite ({computed}) : corrigez la quantité, le prix, la remise ou le montant.",
    en="Line {line}: the amount without VAT ({declared}) is not the quantity times the unit price, discount deducted "
    "({computed}): correct quantity, price, discount or amount.",
    syntaxes=TYPED,
)
def line_net_differs(invoice: Invoice) -> Findings:
    """Un centime d’écart est admis. Les flux acceptés mettent parfois le prix TTC en prix net : le prix brut suffit.

    Exemple : 3 × 100,00 sans remise, montant HT 350,00.
    """
    for rank, line in enumerate(invoice.lines, start=1):
        nets = possible_nets(line)
        match given(line.net):
            case (net,) if nets and all(differ(net, other, tolerance=money.TOLERANCE) for other in nets):
                yield at(f"BG-25[{rank}]/BT-131", line=line.id or rank, declared=net, computed=nets[0])


@choruspro.rule(
    "CPP-LIGNE-03",
    source="Chorus Pro, API, lignePosteDenomination",
    fr="Ligne {line} : la dénomination est absente : dites ce qui est facturé.",
    en="Line {line}: the designation is missing: say what is invoiced.",
    syntaxes=TYPED,
)
def line_name_missing(invoice: Invoice) -> Findings:
    """Le destinataire rapproche chaque ligne de sa commande et de ce qu’il a reçu.

    Exemple : une ligne qui ne porte qu’un montant.
    """
    for rank, line in enumerate(invoice.lines, start=1):
        if not (line.name or "").strip():
            yield at(f"BG-25[{rank}]/BT-153", line=line.id or rank)


@choruspro.rule(
    "CPP-LIGNE-04",
    source="Chorus Pro, API, lignePosteQuantite",
    fr="Ligne {line} : la quantité est absente : indiquez-la, 1 pour un forfait.",
    en="Line {line}: the quantity is missing: enter it, 1 for a lump sum.",
    syntaxes=TYPED,
)
def line_quantity_missing(invoice: Invoice) -> Findings:
    """Sans quantité, le montant de la ligne ne peut être vérifié.

    Exemple : prix unitaire 100,00, quantité vide.
    """
    for rank, line in enumerate(invoice.lines, start=1):
        if line.quantity is None:
            yield at(f"BG-25[{rank}]/BT-129", line=line.id or rank)


@choruspro.rule(
    "CPP-LIGNE-05",
    source="Chorus Pro, API, lignePosteUnite",
    fr="Ligne {line} : l’unité est absente : choisissez-la (pièce, heure, mois…).",
    en="Line {line}: the unit is missing: choose it (piece, hour, month…).",
    syntaxes=TYPED,
)
def line_unit_missing(invoice: Invoice) -> Findings:
    """L’unité dit de quoi l’on compte la quantité.

    Exemple : quantité 3, unité vide.
    """
    for rank, line in enumerate(invoice.lines, start=1):
        if not (line.unit or "").strip():
            yield at(f"BG-25[{rank}]/BT-130", line=line.id or rank)


@choruspro.rule(
    "CPP-LIGNE-06",
    source="Chorus Pro, API, lignePosteMontantUnitaireHT",
    fr="Ligne {line} : le prix unitaire HT est absent : indiquez-le, 0 si la ligne est gratuite.",
    en="Line {line}: the unit price without VAT is missing: enter it, 0 if the line is free of charge.",
    syntaxes=TYPED,
)
def line_price_missing(invoice: Invoice) -> Findings:
    """Sans prix unitaire, le montant de la ligne ne peut être vérifié.

    Exemple : quantité 3, prix unitaire vide.
    """
    for rank, line in enumerate(invoice.lines, start=1):
        if line.price is None:
            yield at(f"BG-25[{rank}]/BT-146", line=line.id or rank)
