"""What only one VAT category asks: intra-community supplies, what is outside VAT, Italian split payment."""

from collections.abc import Callable, Iterable, Iterator

from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .evidence import Evidence, Group, texts
from .ruleset import Judge, declare, en16931
from .vat import rows
from .vatscheme import categories, in_row, is_vat, said_anywhere, said_on, says


def _intra_community(evidence: Evidence) -> list[Group]:
    """The groups for which the official rules speak: each row in CII, the document once elsewhere."""
    found = [row for row, _ in rows(evidence, "K")]
    return found if evidence.is_cii else found[:1]


@en16931.rule(
    "BR-IC-11",
    source="EN 16931-1, BR-IC-11",
    watches=(said_on("rows", "K"),),
    fr="Une livraison intracommunautaire demande la date de livraison (BT-72) ou la période de facturation (BG-14) : "
    "indiquez l’une des deux.",
    en="An intra-community supply asks for the delivery date (BT-72) or the invoicing period (BG-14): state one of "
    "them.",
)
def intra_community_without_delivery_date(evidence: Evidence) -> Findings:
    """L’exonération dépend du jour où les biens ont été livrés.

    Exemple : une ligne de TVA de catégorie K, sans date de livraison ni période.
    """
    delivered = any(evidence.is_cii or len(day) > 1 for day in texts(evidence.groups("BG-13"), "BT-72"))
    period = ("BT-73 given", "BT-74 given") if evidence.is_cii else ("BT-73", "BT-74", "BT-8", "other")
    if not delivered and all(group.texts.keys().isdisjoint(period) for group in evidence.groups("BG-14")):
        for row in _intra_community(evidence):
            yield at(row.place + "BT-72")


@en16931.rule(
    "BR-IC-12",
    source="EN 16931-1, BR-IC-12",
    watches=(said_on("rows", "K"),),
    fr="Une livraison intracommunautaire demande le pays de livraison : indiquez-le (BT-80).",
    en="An intra-community supply asks for the deliver-to country: state it (BT-80).",
)
def intra_community_without_delivery_country(evidence: Evidence) -> Findings:
    """L’exonération dépend du pays où les biens ont été livrés.

    Exemple : une ligne de TVA de catégorie K, sans adresse de livraison.
    """
    countries = texts(evidence.groups("BG-13", "BG-15"), "BT-80")
    if not any(evidence.is_cii or len(country) > 1 for country in countries):
        for row in _intra_community(evidence):
            yield at(row.place + "BT-80")


def _in_rows(evidence: Evidence) -> Iterator[Group]:
    for row in evidence.vat_rows:
        yield from in_row(evidence, row)


def _on_lines(evidence: Evidence) -> Iterable[Group]:
    return categories(evidence.lines)


def _on_allowances(evidence: Evidence) -> Iterable[Group]:
    return categories((*evidence.allowances, *evidence.line_allowances))


def _on_charges(evidence: Evidence) -> Iterable[Group]:
    return categories((*evidence.charges, *evidence.line_charges))


OUTSIDE = (
    ("BR-O-11", "outside_scope_beside_other_rows", "BT-118", _in_rows, "le récapitulatif de TVA", "the VAT breakdown"),
    ("BR-O-12", "outside_scope_beside_other_lines", "BT-151", _on_lines, "les lignes", "the lines"),
    ("BR-O-13", "outside_scope_beside_other_allowances", "BT-95", _on_allowances, "les remises", "the allowances"),
    ("BR-O-14", "outside_scope_beside_other_charges", "BT-102", _on_charges, "les frais", "the charges"),
)


Where = Callable[[Evidence], Iterable[Group]]


def _mixed(term: str, others: Where) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        outside = [row for row, _ in rows(evidence, "O")]
        if outside and any(_is_other(evidence, category) for category in _others(evidence, others)):
            for _ in outside if evidence.is_cii else outside[:1]:
                yield at(term)

    return judge


def _others(evidence: Evidence, wanted: Where) -> Iterator[Group]:
    """Where another category must not stand; the official rules for CII look at both kinds of each pair."""
    pairs: tuple[tuple[Where, ...], ...] = ((_in_rows, _on_lines), (_on_allowances, _on_charges))
    for pair in pairs:
        for where in pair:
            if where is wanted or (evidence.is_cii and wanted in pair):
                yield from where(evidence)


def _is_other(evidence: Evidence, category: Group) -> bool:
    if evidence.is_cii:
        return any(text != "O" for text in category.texts.get("category", ()))
    return is_vat(evidence, category) and not says(evidence, category, "O")


def _declare_outside() -> None:
    for code, name, term, others, fr, en in OUTSIDE:
        declare(
            code,
            name,
            _mixed(term, others),
            fr=f"La facture est hors du champ de la TVA (catégorie O), et une autre catégorie figure dans {fr} "
            f"({term}) : faites deux factures.",
            en=f"The invoice is outside the scope of VAT (category O), and another category stands in {en} ({term}): "
            "make two invoices.",
            explanation="Ce qui est hors du champ de la TVA ne se mêle à rien d’autre sur une même facture.",
            example=f"la catégorie O au récapitulatif, et la catégorie S dans {fr}.",
            watches=(said_on("rows", "O"),),
        )


_declare_outside()


def _said(evidence: Evidence) -> set[str]:
    """Every VAT category that is said anywhere, as written."""
    groups = (
        *_in_rows(evidence),
        *_on_lines(evidence),
        *_on_allowances(evidence),
        *_on_charges(evidence),
    )
    return set(texts(groups, "category"))


@en16931.rule(
    "BR-B-01",
    source="EN 16931-1, BR-B-01",
    watches=said_anywhere("B"),
    fr="La catégorie de TVA B (paiement fractionné) est italienne, et la facture nomme le pays {country} : choisissez "
    "une autre catégorie.",
    en="VAT category B (split payment) is Italian, and the invoice names the country {country}: choose another "
    "category.",
)
def split_payment_outside_italy(evidence: Evidence) -> Findings:
    """Le paiement fractionné n’existe qu’entre Italiens.

    Exemple : une ligne de catégorie B facturée en France.
    """
    if "B" in _said(evidence):
        foreign = next((country for country in _countries(evidence) if country != "IT"), None)
        if foreign is not None:
            yield at("BT-118", country=foreign)


def _countries(evidence: Evidence) -> Iterator[str]:
    for home, address, country in (("BG-4", "BG-5", "BT-40"), ("BG-7", "BG-8", "BT-55"), ("BG-11", "BG-12", "BT-69")):
        yield from texts(evidence.groups(home, address), country)
    yield from texts(evidence.groups("BG-13", "BG-15"), "BT-80")
    for tag in _COUNTRY_TAGS:
        for element in evidence.elements.get(tag, ()):
            yield element.text or ""


_COUNTRY_TAGS = (
    "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}IdentificationCode",
    "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}CountryID",
)


@en16931.rule(
    "BR-B-02",
    source="EN 16931-1, BR-B-02",
    watches=said_anywhere("B"),
    fr="Les catégories de TVA B (paiement fractionné) et S (taux normal) ne se mêlent pas : faites deux factures.",
    en="VAT categories B (split payment) and S (standard rate) do not mix: make two invoices.",
)
def split_payment_beside_standard_rate(evidence: Evidence) -> Findings:
    """Ce qui relève du paiement fractionné ne se mêle pas au régime normal.

    Exemple : une ligne de catégorie B et une ligne de catégorie S.
    """
    if {"B", "S"} <= _said(evidence):
        yield at("BT-118")
