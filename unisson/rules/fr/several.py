"""Invoices that hold several: of several sellers, of two sides; what their lines must say (BR-FR-MV, BR-FR-BD)."""

from collections.abc import Callable, Iterator

from unisson.kernel.findings import Finding, Findings
from unisson.rules.en16931.ruleset import CII, UBL
from unisson.rules.engine import at

from .filing import TYPE, Filing, Spot, below, plain, texts
from .places import BUYER_LEGAL, CURRENCY, SELLER_LEGAL
from .ruleset import STRUCTURED, declare, names, renamed, rule
from .sublines import (
    KIND_IN_CII,
    NUMBER_IN_CII,
    OBJECT,
    OBJECTS_IN_CII,
    SCHEME_IN_CII,
    SUB_FRAMEWORK,
    SUB_INVOICE,
    TRADES,
    Subline,
    heads,
    sublines,
)
from .tables import SELF_BILLED, SEVERAL_SELLERS, SHARED, TWO_SIDED


@rule(
    "BR-FR-MV-01_EXT-FR-FE-163",
    fr="Dans une facture qui en réunit plusieurs, chaque ligne dit son sous-type (GROUP, DETAIL ou INFORMATION) : "
    "indiquez-le.",
    en="In an invoice that holds several, each line says its subtype (GROUP, DETAIL or INFORMATION): state it.",
)
def line_without_subtype(filing: Filing) -> Findings:
    """Le sous-type de ligne dit quelles lignes ouvrent une sous-facture et lesquelles la détaillent.

    Exemple : le cadre S8 et une ligne dont le sous-type est vide.
    """
    if filing.framework not in SHARED:
        return
    for line in sublines(filing):
        # In CII the official rule judges each subtype that is stated, in UBL each line.
        said = line.statuses if filing.is_cii else line.statuses[:1] or [""]
        for status in said:
            if not plain(status):
                yield at(line.place + "EXT-FR-FE-163")


def _of_trades(filing: Filing) -> int:
    """How often rules on the whole of the lines are judged: once for each transaction that a CII file states."""
    return len(TRADES.found(filing)) if filing.is_cii else 1


@rule(
    "BR-FR-MV-02_EXT-FR-FE-163",
    fr="Une facture de plusieurs vendeurs (cadres B8, S8, M8) a au moins une ligne GROUP sans ligne parente, qui ouvre "
    "une sous-facture : ajoutez-la.",
    en="An invoice of several sellers (frameworks B8, S8, M8) has at least one GROUP line without a parent line, which "
    "opens a sub-invoice: add it.",
)
def sellers_without_group(filing: Filing) -> Findings:
    """Chaque vendeur a sa sous-facture, qu’une ligne GROUP ouvre.

    Exemple : le cadre S8 et des lignes toutes de sous-type DETAIL.
    """
    if filing.framework in SEVERAL_SELLERS and not heads(filing):
        for _ in range(_of_trades(filing)):
            yield at("BG-25")


@rule(
    "BR-FR-BD-02_EXT-FR-FE-163",
    fr="Une facture à deux faces (cadres B9, S9, M9) a exactement deux lignes GROUP sans ligne parente ; celle-ci en a "
    "{count} : corrigez-les.",
    en="A two-sided invoice (frameworks B9, S9, M9) has exactly two GROUP lines without a parent line; this one has "
    "{count}: correct them.",
)
def sides_without_two_groups(filing: Filing) -> Findings:
    """Une facture à deux faces réunit ce que chacune des deux parties doit à l’autre : une sous-facture pour chacune.

    Exemple : le cadre S9 et une seule ligne GROUP.
    """
    if filing.framework in TWO_SIDED and (count := len(heads(filing))) != 2:
        for _ in range(_of_trades(filing)):
            yield at("BG-25", count=count)


def _side_missing(legal: Spot, term: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework not in TWO_SIDED:
            return
        party = set(legal.texts(filing))
        if sum(1 for line in heads(filing) if not party.isdisjoint(line.legal)) != 1:
            for _ in range(_of_trades(filing)):
                yield at(term)

    return judge


def _declare_sides() -> None:
    for code, name, legal, term, whose, of_whom, syntaxes in (
        ("BR-FR-BD-02_BT-31", "side_of_seller_missing", SELLER_LEGAL, "BT-30", "du vendeur", "seller", CII),
        ("BR-FR-BD-02_BT-30", "side_of_seller_missing_in_ubl", SELLER_LEGAL, "BT-30", "du vendeur", "seller", UBL),
        ("BR-FR-BD-02_BT-47", "side_of_buyer_missing", BUYER_LEGAL, "BT-47", "de l’acheteur", "buyer", STRUCTURED),
    ):
        declare(
            code,
            name,
            _side_missing(legal, term),
            fr=f"Une facture à deux faces (cadres B9, S9, M9) a une ligne GROUP, et une seule, dont le vendeur porte "
            f"l’identifiant légal {whose} ({term}) : corrigez le vendeur des lignes.",
            en="A two-sided invoice (frameworks B9, S9, M9) has one GROUP line, and only one, whose seller has the "
            "legal "
            f"identifier of the {of_whom} ({term}): correct the sellers of the lines.",
            explanation="Chacune des deux parties est le vendeur de l’une des deux sous-factures.",
            example=f"le cadre S9, et aucune ligne GROUP au SIREN {whose}.",
            syntaxes=syntaxes,
        )


_declare_sides()


def _on_heads(is_missing: Callable[[Subline, Filing], bool], term: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework in SHARED:
            for line in heads(filing):
                if is_missing(line, filing):
                    yield at(line.place + term)

    return judge


def _blank(said: list[str]) -> bool:
    return not said or not plain(said[0])


_ACCOUNTING = Spot(ubl="cbc:TaxCurrencyCode", cii="/SETTLEMENT/ram:TaxCurrencyCode")


def _without_vat(line: Subline, filing: Filing) -> bool:
    return not plain(line.vat_in(CURRENCY.texts(filing)) or "")


def _without_accounting_vat(line: Subline, filing: Filing) -> bool:
    currencies = _ACCOUNTING.texts(filing)
    return bool(currencies) and (not any(currencies) or not plain(line.vat_in(currencies) or ""))


_OF_HEAD: tuple[tuple[str, str, Callable[[Subline, Filing], bool]], ...] = (
    ("EXT-FR-FE-164", "group_seller_name_missing_on_line", lambda line, filing: _blank(line.names)),
    ("EXT-FR-FE-167", "group_seller_identifier_missing_on_line", lambda line, filing: _blank(line.legal)),
    ("EXT-FR-FE-177", "group_seller_country_missing_on_line", lambda line, filing: _blank(line.countries)),
    ("EXT-FR-FE-181", "group_vat_missing_on_line", _without_vat),
    ("EXT-FR-FE-182", "group_accounting_vat_missing_on_line", _without_accounting_vat),
)


def _declare_heads() -> None:
    for term, name, is_missing in _OF_HEAD:
        french, english = names(term)
        declare(
            f"BR-FR-MV-03_{term}",
            name,
            _on_heads(is_missing, term),
            fr=f"La ligne GROUP qui ouvre une sous-facture doit dire « {french} » ({term}) : indiquez-le.",
            en=f"The GROUP line that opens a sub-invoice must say “{english}” ({term}): state it.",
            explanation="La ligne qui ouvre une sous-facture en dit le vendeur et les totaux, comme le ferait "
            "l’en-tête d’une facture.",
            example=f"le cadre S8 et une ligne GROUP sans « {french} ».",
        )


_declare_heads()


def _object_wrong(scheme: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework in SHARED:
            for line in heads(filing):
                if filing.is_cii:
                    yield from _objects_wrong_in_cii(line, scheme)
                elif _is_wrong(line.numbers if scheme == SUB_INVOICE else line.frameworks, scheme):
                    yield at(line.place + "BT-128", scheme=scheme)

    return judge


def _objects_wrong_in_cii(line: Subline, scheme: str) -> Iterator[Finding]:
    """In CII the official rule judges each object of the scheme that is stated."""
    for one in below(line.element, *OBJECTS_IN_CII):
        if scheme in texts(one, *SCHEME_IN_CII) and (
            OBJECT not in texts(one, *KIND_IN_CII) or _is_wrong(texts(one, *NUMBER_IN_CII), scheme)
        ):
            yield at(line.place + "BT-128", scheme=scheme)


def _is_wrong(said: list[str], scheme: str) -> bool:
    return _blank(said) or (scheme == SUB_FRAMEWORK and not SEVERAL_SELLERS.isdisjoint(said))


def _declare_objects() -> None:
    for scheme, name, fr, en, example in (
        (
            SUB_INVOICE,
            "group_number_missing_on_line",
            "La ligne GROUP qui ouvre une sous-facture en donne le numéro (BT-128, schéma {scheme}, type 130) : "
            "indiquez-le.",
            "The GROUP line that opens a sub-invoice gives its number (BT-128, scheme {scheme}, type 130): state it.",
            "un objet facturé de schéma AFL, vide.",
        ),
        (
            SUB_FRAMEWORK,
            "group_framework_missing_on_line",
            "La ligne GROUP qui ouvre une sous-facture en donne le cadre (BT-128, schéma {scheme}, type 130), autre "
            "que B8, S8 ou M8 : indiquez-le.",
            "The GROUP line that opens a sub-invoice gives its framework (BT-128, scheme {scheme}, type 130), other "
            "than B8, S8 or M8: state it.",
            "un objet facturé de schéma AVV qui dit S8.",
        ),
    ):
        declare(
            f"BR-FR-MV-03_BT-128_{scheme}",
            name,
            _object_wrong(scheme),
            fr=fr,
            en=en,
            explanation="Une sous-facture a son numéro et son cadre, comme toute facture.",
            example=example,
        )


_declare_objects()


def _typed_by_buyer(filing: Filing) -> Findings:
    for element in TYPE.found(filing):
        written = element.text or ""
        # In CII spaces count.
        if not plain(written) or (written if filing.is_cii else plain(written)) in SELF_BILLED:
            yield at("BT-3", type=written.strip())


@rule(
    "BR-FR-MV-13_BT-3",
    fr="Une facture de plusieurs vendeurs (cadres B8, S8, M8) n’est pas une autofacture, et son type (BT-3) est "
    "« {type} » : choisissez un autre type, par exemple 380.",
    en="An invoice of several sellers (frameworks B8, S8, M8) is no self-billed invoice, and its type (BT-3) is "
    "“{type}”: choose another type, 380 for instance.",
)
def sellers_in_self_billed_invoice(filing: Filing) -> Findings:
    """L’un des vendeurs fait la facture pour les autres : elle n’est pas faite par l’acheteur.

    Exemple : le cadre S8 et le type 389.
    """
    if filing.framework in SEVERAL_SELLERS:
        yield from _typed_by_buyer(filing)


def _not_typed_by_buyer(filing: Filing) -> Findings:
    if filing.framework in TWO_SIDED:
        for element in TYPE.found(filing):
            if plain(element.text or "") not in SELF_BILLED:
                yield at("BT-3", type=(element.text or "").strip())


def _declare_not_typed_by_buyer() -> None:
    for code, name, syntaxes in (
        ("BR-FR-BD-13_BT-3", "sides_not_in_self_billed_invoice", CII),
        ("BR-FR-MV-BD_BT-3", "sides_not_in_self_billed_invoice_in_ubl", UBL),
    ):
        declare(
            code,
            name,
            renamed(_not_typed_by_buyer),
            fr="Une facture à deux faces (cadres B9, S9, M9) est une autofacture, et son type (BT-3) est « {type} » : "
            "choisissez 389, 261, 471, 473, 500, 501 ou 502.",
            en="A two-sided invoice (frameworks B9, S9, M9) is self-billed, and its type (BT-3) is “{type}”: choose "
            "389, 261, 471, 473, 500, 501 or 502.",
            explanation="L’une des deux parties fait la facture pour les deux : pour l’autre, c’est une autofacture.",
            example="le cadre S9 et le type 380.",
            syntaxes=syntaxes,
        )


_declare_not_typed_by_buyer()


_CORRECTING = frozenset({"384", "472", "381", "396", "503"})
_SELF_CORRECTING = frozenset({"261", "471", "473", "502"})


def _preceding_missing(
    frameworks: frozenset[str], kinds: frozenset[str], said: Callable[[Subline], list[str]], term: str
) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework in frameworks and not kinds.isdisjoint(filing.types):
            for line in heads(filing):
                if not said(line):
                    yield at(line.place + term)

    return judge


def _declare_preceding() -> None:
    for family, name, frameworks, kinds in (
        ("MV", "sellers", SEVERAL_SELLERS, _CORRECTING),
        ("BD", "sides", TWO_SIDED, _SELF_CORRECTING),
    ):
        listed = ", ".join(sorted(frameworks))
        for term, part, said in (
            ("EXT-FR-FE-136", "number", _preceding),
            ("EXT-FR-FE-138", "day", _preceding_days),
        ):
            french, english = names(term)
            declare(
                f"BR-FR-{family}-14-{term}",
                f"{name}_preceding_{part}_missing_on_line",
                _preceding_missing(frameworks, kinds, said, term),
                fr=f"Dans un avoir ou une facture rectificative des cadres {listed}, la ligne GROUP nomme la facture "
                f"qu’elle corrige : indiquez « {french} » ({term}).",
                en=f"In a credit note or corrective invoice of the frameworks {listed}, the GROUP line names the "
                f"invoice that it corrects: state “{english}” ({term}).",
                explanation="Chaque sous-facture corrige une facture, dont elle donne le numéro et la date.",
                example="un avoir dont la ligne GROUP ne nomme aucune facture.",
            )


def _preceding(line: Subline) -> list[str]:
    return line.preceding


def _preceding_days(line: Subline) -> list[str]:
    return line.preceding_days


_declare_preceding()
