"""Conditions: what one term asks of another (EN 16931-1, BR-17, BR-27 to BR-61, BR-CO-03 to BR-CO-26)."""

from collections.abc import Iterable, Iterator

from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import at

from .amounts import amount, unreadable
from .evidence import Evidence, Group, texts
from .ruleset import UBL, Judge, declare, en16931, opening
from .signs import glance
from .vatscheme import has_vat_number

NEGATIVE = "price missing or negative"


@glance
def negative_prices(evidence: Evidence) -> Iterator[str]:
    """A line without a net price, or with a price that starts with a minus."""
    for line in evidence.lines:
        net, gross = line.texts.get("BT-146"), line.texts.get("BT-148")
        if net is None or net[0].lstrip().startswith("-") or (gross and gross[0].lstrip().startswith("-")):
            yield NEGATIVE
            return


VAT_POINT_DATES = (
    "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}TaxPointDate",
    "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}TaxPointDate",
)
TRANSFERS = frozenset({"30", "58"})
"""UNTDID 4461: credit transfer, SEPA credit transfer."""
CARD_DIGITS = 10
"""Characters of a card number that may be shown: the first 6 and the last 4 (PCI DSS 3.4.1)."""


@en16931.rule(
    "BR-17",
    source="EN 16931-1, BR-17",
    watches=opening("BG-10"),
    fr="Le bénéficiaire du paiement (BG-10) n’a pas de nom, ou il est le vendeur lui-même : nommez-le (BT-59), ou "
    "retirez-le s’il s’agit du vendeur.",
    en="The payee (BG-10) has no name, or is the seller itself: name it (BT-59), or remove it if it is the seller.",
)
def payee_without_name_of_its_own(evidence: Evidence) -> Findings:
    """Un bénéficiaire n’est indiqué que s’il est une autre personne que le vendeur.

    Exemple : le bénéficiaire porte le même identifiant que le vendeur.
    """
    pairs = (("BT-59", "BT-27"), ("BT-60", "BT-29"), ("BT-61", "BT-30")) if evidence.is_cii else (("BT-59", "BT-28"),)
    sellers = list(evidence.groups("BG-4"))
    for payee in evidence.groups("BG-10"):
        same = any(_share(payee.texts.get(one, ()), texts(sellers, other)) for one, other in pairs)
        if not evidence.is_cii:
            same = same or _share(payee.texts.get("BT-60", ()), texts(evidence.groups("BG-4", "BT-29"), "id"))
        if "BT-59" not in payee.texts or same:
            yield at("BT-59")


def _share(some: Iterable[str], others: Iterable[str]) -> bool:
    return not set(some).isdisjoint(others)


@en16931.rule(
    "BR-27",
    source="EN 16931-1, BR-27",
    watches=(NEGATIVE,),
    fr="Le prix net de l’article (BT-146) est absent ou négatif ({price}) : indiquez un prix, et portez le signe "
    "sur la quantité.",
    en="The item net price (BT-146) is missing or negative ({price}): state a price, and put the sign on the quantity.",
)
def line_price_negative(evidence: Evidence) -> Findings:
    """Un prix n’est jamais négatif : un retour s’écrit avec une quantité négative.

    Exemple : un prix de -10,00.
    """
    for line in evidence.lines:
        if not any(_is_positive(text) for text in line.texts.get("BT-146", ())):
            yield at(line.place + "BT-146", price=line.plain("BT-146"))


@en16931.rule(
    "BR-28",
    source="EN 16931-1, BR-28",
    watches=(NEGATIVE,),
    fr="Le prix brut de l’article (BT-148) est négatif ({price}) : indiquez un prix positif ou nul.",
    en="The item gross price (BT-148) is negative ({price}): state a price of zero or more.",
)
def line_gross_price_negative(evidence: Evidence) -> Findings:
    """Un prix brut n’est jamais négatif.

    Exemple : un prix brut de -12,00.
    """
    for line in evidence.lines:
        prices = line.texts.get("BT-148", ())
        if prices and not any(_is_positive(text) for text in prices):
            yield at(line.place + "BT-148", price=line.plain("BT-148"))


def _is_positive(text: str) -> bool:
    value = amount(text)
    return unreadable(value) or (value is not None and value >= 0)


WITHOUT_ACCOUNT = "a transfer without an account, or to one without identifier"


@glance
def without_account(evidence: Evidence) -> Iterator[str]:
    """A credit transfer that does not say, for each of its accounts, which one it is."""
    for payment in evidence.groups("BG-16"):
        accounts = payment.members.get("BG-17", ())
        if not TRANSFERS.isdisjoint(map(str.strip, payment.texts.get("BT-81", ()))) and not (
            accounts and all(account.filled("BT-84") for account in accounts)
        ):
            yield WITHOUT_ACCOUNT
            return


@en16931.rule(
    "BR-50",
    source="EN 16931-1, BR-50",
    watches=(WITHOUT_ACCOUNT,),
    fr="Un compte à créditer (BG-17) n’a pas d’identifiant : indiquez l’IBAN (BT-84).",
    en="An account to be credited (BG-17) has no identifier: state the IBAN (BT-84).",
)
def account_without_identifier(evidence: Evidence) -> Findings:
    """Un virement demande le numéro du compte à créditer.

    Exemple : un moyen de paiement 30 (virement), et un compte dont seul le nom est indiqué.
    """
    for payment, account in _transfers(evidence):
        if not account.filled("BT-84"):
            yield at(payment.place + "BT-84")


def _transfers(evidence: Evidence) -> Iterator[tuple[Group, Group]]:
    for payment in evidence.groups("BG-16"):
        if not TRANSFERS.isdisjoint(payment.texts.get("BT-81", ())):
            for account in payment.members.get("BG-17", ()):
                yield payment, account


@en16931.rule(
    "BR-51",
    source="EN 16931-1, BR-51",
    watches=opening("BG-18"),
    fr="Le numéro de carte (BT-87) compte {length} caractères : n’en laissez voir que les 6 premiers et les 4 "
    "derniers.",
    en="The card number (BT-87) has {length} characters: show only the first 6 and the last 4.",
    milder=dict.fromkeys(UBL, Severity.WARNING),
)
def card_number_shown_whole(evidence: Evidence) -> Findings:
    """Un numéro de carte entier n’a rien à faire sur une facture.

    Exemple : 4970101234567890.
    """
    for payment in evidence.groups("BG-16"):
        for card in payment.members.get("BG-18", ()):
            shown = " ".join((card.first("BT-87") or "").split())
            if len(shown) > CARD_DIGITS:
                yield at(payment.place + "BT-87", length=len(shown))


@en16931.rule(
    "BR-54",
    source="EN 16931-1, BR-54",
    watches=opening("BG-32"),
    fr="Un attribut d’article (BG-32) n’a pas de nom (BT-160) ou pas de valeur (BT-161) : indiquez les deux.",
    en="An item attribute (BG-32) has no name (BT-160) or no value (BT-161): state both.",
)
def item_attribute_incomplete(evidence: Evidence) -> Findings:
    """Un attribut d’article dit un nom et une valeur.

    Exemple : l’attribut « Couleur » sans valeur.
    """
    for line in evidence.lines:
        for attribute in line.members.get("BG-32", ()):
            if not attribute.texts.keys() >= {"BT-160", "BT-161"}:
                yield at(line.place + "BG-32")


@en16931.rule(
    "BR-56",
    source="EN 16931-1, BR-56",
    watches=opening("BG-11"),
    fr="Le représentant fiscal du vendeur (BG-11) n’a pas de numéro de TVA : indiquez-le (BT-63).",
    en="The seller’s tax representative (BG-11) has no VAT number: state it (BT-63).",
)
def tax_representative_vat_number_missing(evidence: Evidence) -> Findings:
    """Un représentant fiscal agit sous son propre numéro de TVA.

    Exemple : un représentant fiscal nommé, sans numéro.
    """
    for representative in evidence.groups("BG-11"):
        if not has_vat_number(evidence, (representative,)):
            yield at("BT-63")


@en16931.rule(
    "BR-61",
    source="EN 16931-1, BR-61",
    watches=(WITHOUT_ACCOUNT,),
    fr="Le moyen de paiement est un virement ({code}), et aucun compte n’est indiqué : donnez l’IBAN (BT-84).",
    en="The payment means is a credit transfer ({code}), and no account is stated: give the IBAN (BT-84).",
)
def transfer_without_account(evidence: Evidence) -> Findings:
    """Qui demande un virement dit sur quel compte.

    Exemple : le code 58 (virement SEPA) sans IBAN.
    """
    for payment in evidence.groups("BG-16"):
        code, accounts = payment.plain("BT-81"), payment.members.get("BG-17", ())
        if code not in TRANSFERS:
            continue
        if evidence.is_cii:
            # The official rule for CII looks at the accounts there are; CII-SR-470 tells that there is none.
            faults = sum("BT-84" not in account.texts for account in accounts)
        else:
            faults = int(not any("BT-84" in account.texts for account in accounts))
        for _ in range(faults):
            yield at(payment.place + "BT-84", code=code)


@en16931.rule(
    "BR-CO-03",
    source="EN 16931-1, BR-CO-03",
    watches=VAT_POINT_DATES,
    fr="La facture indique à la fois une date (BT-7) et un code (BT-8) d’exigibilité de la TVA : gardez l’un des deux.",
    en="The invoice states both a VAT point date (BT-7) and a VAT point date code (BT-8): keep one of them.",
)
def vat_point_date_and_code(evidence: Evidence) -> Findings:
    """La date d’exigibilité et le code qui permet de la connaître s’excluent.

    Exemple : une date d’exigibilité au 30 novembre, et le code 72 (paiement).
    """
    homes = evidence.vat_rows if evidence.is_cii else [evidence.document, *evidence.groups("BG-14")]
    said = {term for home in homes for term in ("BT-7", "BT-8") if term in home.texts}
    if len(said) > 1:
        for _ in evidence.judged_rows if evidence.is_cii else (evidence.document,):
            yield at("BT-8")


@en16931.rule(
    "BR-CO-26",
    source="EN 16931-1, BR-CO-26",
    fr="Rien n’identifie le vendeur : indiquez son SIRET (BT-29), son SIREN (BT-30) ou son numéro de TVA (BT-31).",
    en="Nothing identifies the seller: state an identifier (BT-29), a legal registration (BT-30) or a VAT number "
    "(BT-31).",
)
def seller_not_identified(evidence: Evidence) -> Findings:
    """L’acheteur doit pouvoir reconnaître le vendeur à un numéro.

    Exemple : un vendeur connu par son seul nom.
    """
    for seller in evidence.groups("BG-4"):
        identifiers = (name for name in seller.members.get("BT-29", ()) if name.first("scheme") != "SEPA")
        named = seller.texts.keys() & {"BT-29", "BT-29 global", "BT-30"} if evidence.is_cii else "BT-30" in seller.texts
        if not (named or any(identifiers) or has_vat_number(evidence, (seller,))):
            yield at("BG-4")


PERIODS = (
    ("BR-29", "BR-CO-19", "invoicing_period", ("BG-14",), ("BT-73", "BT-74"), "la période de facturation"),
    ("BR-30", "BR-CO-20", "line_period", ("BG-25", "BG-26"), ("BT-134", "BT-135"), "la période de la ligne"),
)


def odd_period(name: str) -> str:
    """The sign of a period that does not plainly go from one day to one after."""
    return f"{name} odd"


@glance
def odd_periods(evidence: Evidence) -> Iterator[str]:
    """The periods of the document, of the lines, that are not plainly stated."""
    for _, _, name, kinds, (start, end), _ in PERIODS:
        for period in evidence.groups(*kinds):
            if _is_reversed(evidence, period.first(start), period.first(end)):
                yield odd_period(name)
                break


def _is_reversed(evidence: Evidence, first: str | None, last: str | None) -> bool:
    """Whether a period ends before it starts, or does not say both; the official rules for CII compare letters."""
    if first is None or last is None:
        return True
    return last < first if evidence.is_cii else last.strip() < first.strip()


def _ends_before_it_starts(kinds: tuple[str, ...], start: str, end: str) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        given = (f"{start} given", f"{end} given") if evidence.is_cii else (start, end)
        for period in evidence.groups(*kinds):
            if not period.texts.keys() >= set(given):
                continue
            if _is_reversed(evidence, period.first(start), period.first(end)):
                yield at(period.place + end, start=period.plain(start), end=period.plain(end))

    return judge


def _without_days(kinds: tuple[str, ...], start: str, end: str) -> Judge:
    def judge(evidence: Evidence) -> Findings:
        given = {f"{start} given", f"{end} given"} if evidence.is_cii else {start, end, "BT-8"}
        for period in evidence.groups(*kinds):
            if period.texts.keys().isdisjoint(given):
                yield at(period.place + kinds[-1])

    return judge


def _declare_periods() -> None:
    for ordered, stated, name, kinds, (start, end), period in PERIODS:
        declare(
            ordered,
            f"{name}_ends_before_it_starts",
            _ends_before_it_starts(kinds, start, end),
            fr="La période finit le {end}, avant de commencer le {start} : corrigez l’un des deux jours.",
            en="The period ends on {end}, before it starts on {start}: correct one of the two days.",
            explanation=f"Le dernier jour de {period} ({end}) suit le premier ({start}) ou se confond avec lui.",
            example="du 30 novembre au 1er novembre.",
            watches=(odd_period(name),),
        )
        declare(
            stated,
            f"{name}_without_days",
            _without_days(kinds, start, end),
            fr="La période n’a ni premier ni dernier jour : indiquez au moins l’un des deux, ou retirez-la.",
            en="The period has neither a first nor a last day: state at least one of them, or remove it.",
            explanation=f"Qui indique {period} en dit le premier jour ({start}), le dernier ({end}), ou les deux.",
            example="une période vide.",
            watches=(odd_period(name),),
        )


_declare_periods()
