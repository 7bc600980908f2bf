"""UBL: what the syntax binding asks of values (UBL-SR-07 to 53, UBL-DT-01)."""

from collections.abc import Iterator

from lxml import etree

from unisson.einvoice.ubl import CREDIT_NOTE, NAMESPACES
from unisson.kernel.findings import Findings

from .decimals import MOST, decimals
from .elements import Predicate, clark, found, located, path_of, text_of
from .evidence import Evidence
from .ruleset import UBL, Judge, declare, en16931
from .signs import FINE, Elements, Look, glance, search, several
from .syntax_ubl import (
    LINES,
    SELLER,
    SOURCE,
    TYPE,
    child,
    is_not_sepa,
    is_sepa,
)

UNEVEN = "a line without its one category, or a registration incomplete"


@glance
def uneven(evidence: Evidence) -> Iterator[str]:
    """A line that has not exactly one VAT category, or a tax registration without number or tax."""
    lines = sum(len(evidence.elements.get(tag, ())) for tag in LINES)
    parties = (party for kind in ("BG-4", "BG-7", "BG-11") for party in evidence.groups(kind))
    registered = [one for party in parties for one in party.members.get("REGISTRATION", ())]
    if (
        lines != len(evidence.lines)
        or not all(len(line.members.get("CATEGORY", ())) == 1 for line in evidence.lines)
        or len(registered) != len(evidence.elements.get(_REGISTRATION, ()))
        or not all(one.texts.keys() >= _COMPLETE for one in registered)
    ):
        yield UNEVEN


_COMPLETE = frozenset({"id", "scheme"})


UNNUMBERED = "a preceding invoice that does not start with its number"


@search
def unnumbered(tag: str) -> Look | None:
    """A preceding invoice without its number."""
    return _unnumbered if tag == clark("cac:BillingReference", NAMESPACES) else None


def _unnumbered(references: Elements) -> tuple[str, ...]:
    return () if all(map(_starts_with_number, references)) else (UNNUMBERED,)


def _starts_with_number(reference: etree._Element) -> bool:
    invoice = next(iter(reference), None)
    number = next(iter(invoice), None) if invoice is not None and invoice.tag == _PRECEDING else None
    return number is not None and number.tag == _ID


_PRECEDING, _ID = path_of("cac:InvoiceDocumentReference/cbc:ID", NAMESPACES)


@en16931.rule(
    "UBL-SR-07",
    source="CEN/TS 16931-3-2, UBL-SR-07",
    watches=(UNNUMBERED,),
    syntaxes=UBL,
    fr="La facture antérieure (« {element} », ligne {line} du fichier) n’a pas de numéro : indiquez-le (BT-25).",
    en="The preceding invoice (“{element}”, line {line} of the file) has no number: state it (BT-25).",
)
def preceding_invoice_without_number(evidence: Evidence) -> Findings:
    """Qui renvoie à une facture antérieure en dit le numéro.

    Exemple : un BillingReference sans InvoiceDocumentReference/ID.
    """
    for reference in evidence.elements.get(clark("cac:BillingReference", NAMESPACES), ()):
        if reference.find(child("cac:InvoiceDocumentReference/cbc:ID")) is None:
            yield located(evidence, reference)


PAYEE = (
    ("UBL-SR-19", "payee_name_repeated_or_sellers", "cac:PartyName/cbc:Name", None),
    ("UBL-SR-20", "payee_identifier_repeated_or_sellers", "cac:PartyIdentification/cbc:ID", is_not_sepa),
    ("UBL-SR-21", "payee_legal_id_repeated_or_sellers", "cac:PartyLegalEntity/cbc:CompanyID", None),
)


def _payee_wrong(path: str, accepts: Predicate | None) -> Judge:
    counted, name = child(path), child("cac:PartyName/cbc:Name")
    seller_name = path_of(f"{SELLER}/cac:PartyLegalEntity/cbc:RegistrationName", NAMESPACES)

    def judge(evidence: Evidence) -> Findings:
        for payee in evidence.elements.get(clark("cac:PayeeParty", NAMESPACES), ()):
            count = sum(1 for one in payee.iterfind(counted) if accepts is None or accepts(one))
            sellers = {seller.text or "" for seller, _ in found(evidence, seller_name)}
            is_other = any(own != seller for own in text_of(payee, name) for seller in sellers)
            if count > 1 or not is_other:
                yield located(evidence, payee, count=count)

    return judge


def _declare_payee() -> None:
    for code, name, path, accepts in PAYEE:
        written = path.replace("cac:", "").replace("cbc:", "")
        declare(
            code,
            name,
            _payee_wrong(path, accepts),
            fr=f"Le bénéficiaire (« {{element}} », ligne {{line}} du fichier) porte {{count}} fois {written}, ou le "
            "nom du vendeur : nommez une autre personne que le vendeur, et une seule fois.",
            en=f"The payee (“{{element}}”, line {{line}} of the file) carries {written} {{count}} times, or the "
            "name of the seller: name somebody else than the seller, and only once.",
            explanation="Un bénéficiaire n’est indiqué que s’il est une autre personne que le vendeur, et il n’a qu’un "
            "nom et qu’un identifiant.",
            example="le bénéficiaire porte le nom du vendeur.",
            watches=(clark("cac:PayeeParty", NAMESPACES),),
            source=SOURCE.format(code=code),
            syntaxes=UBL,
        )


_declare_payee()


SEVERAL_CREDITORS = "several SEPA identifiers"


@search
def several_creditors(tag: str) -> Look | None:
    """More than one SEPA identifier of a party."""
    return _several_creditors if tag == clark("cac:PartyIdentification", NAMESPACES) else None


def _several_creditors(identifications: Elements) -> tuple[str, ...]:
    creditors = sum(is_sepa(identifier) for identification in identifications for identifier in identification)
    return (SEVERAL_CREDITORS,) if creditors > 1 else ()


@en16931.rule(
    "UBL-SR-29",
    source="CEN/TS 16931-3-2, UBL-SR-29",
    watches=(SEVERAL_CREDITORS,),
    syntaxes=UBL,
    fr="L’identifiant de créancier SEPA (BT-90) est écrit {count} fois : gardez-en un seul.",
    en="The SEPA creditor identifier (BT-90) is written {count} times: keep a single one.",
)
def creditor_identifier_repeated(evidence: Evidence) -> Findings:
    """Un prélèvement n’a qu’un créancier.

    Exemple : un identifiant SEPA chez le vendeur, et un autre chez le bénéficiaire.
    """
    path = path_of("cac:PartyIdentification/cbc:ID", NAMESPACES)
    sepa = [element for element, _ in found(evidence, path, accepts=is_sepa)]
    if len(sepa) > 1:
        yield located(evidence, sepa[0], count=len(sepa))


DISTINCT = (
    ("UBL-SR-44", "remittances_differ", "cbc:PaymentID", "références de paiement (BT-83)", "remittance texts (BT-83)"),
    (
        "UBL-SR-47",
        "payment_means_differ",
        "cbc:PaymentMeansCode",
        "moyens de paiement (BT-81)",
        "payment means (BT-81)",
    ),
)


def _differ(name: str) -> Judge:
    tag = clark(name, NAMESPACES)

    def judge(evidence: Evidence) -> Findings:
        said = evidence.elements.get(tag, ())
        if len(said) > 1 and len(texts := {element.text or "" for element in said}) > 1:
            yield located(evidence, said[0], count=len(texts))

    return judge


def _declare_distinct() -> None:
    for code, name, element, fr, en in DISTINCT:
        declare(
            code,
            name,
            _differ(element),
            fr=f"La facture indique {{count}} {fr} différents (« {{element}} », ligne {{line}} du fichier) : "
            "gardez-en un.",
            en=f"The invoice states {{count}} different {en} (“{{element}}”, line {{line}} of the file): keep one.",
            explanation=f"La norme n’admet qu’une valeur pour les {fr}, répétée au besoin pour chaque compte.",
            example="deux comptes à créditer, avec une valeur différente pour chacun.",
            watches=(several(clark(element, NAMESPACES)),),
            source=SOURCE.format(code=code),
            syntaxes=UBL,
        )


_declare_distinct()


@en16931.rule(
    "UBL-SR-43",
    source="CEN/TS 16931-3-2, UBL-SR-43",
    watches=(clark("cac:AdditionalDocumentReference", NAMESPACES),),
    syntaxes=UBL,
    fr="Le document joint (« {element} », ligne {line} du fichier) porte un type ou un schéma d’identifiant, "
    "réservés à l’objet facturé (type 130) : retirez-les, ou indiquez le type 130.",
    en="The attached document (“{element}”, line {line} of the file) carries a type or an identifier scheme, reserved "
    "for the invoiced object (type 130): remove them, or state type 130.",
)
def document_type_out_of_place(evidence: Evidence) -> Findings:
    """Le type 130 dit l’objet facturé, le type 50 le projet dans un avoir ; les autres documents n’en ont pas.

    Exemple : un document joint de type 916.
    """
    is_credit_note = evidence.root is not None and evidence.root.tag == CREDIT_NOTE
    for document in evidence.elements.get(clark("cac:AdditionalDocumentReference", NAMESPACES), ()):
        types = text_of(document, TYPE)
        schemes = [one for one in document.iterfind(child("cbc:ID")) if one.get("schemeID") is not None]
        if not ("130" in types or (is_credit_note and "50" in types) or not (types or schemes)):
            yield located(evidence, document)


@en16931.rule(
    "UBL-SR-48",
    source="CEN/TS 16931-3-2, UBL-SR-48",
    watches=(UNEVEN,),
    syntaxes=UBL,
    fr="La ligne (« {element} », ligne {line} du fichier) porte {count} catégories de TVA : elle en demande une, et "
    "une seule.",
    en="The line (“{element}”, line {line} of the file) carries {count} VAT categories: it asks for exactly one.",
)
def line_vat_category_not_single(evidence: Evidence) -> Findings:
    """Chaque ligne relève d’une catégorie de TVA, et d’une seule.

    Exemple : une ligne sans ClassifiedTaxCategory.
    """
    path = path_of("cac:Item/cac:ClassifiedTaxCategory", NAMESPACES)
    homes = [home for _, home in found(evidence, path)]
    for tag in sorted(LINES):
        lines = evidence.elements.get(tag, ())
        if len(homes) == len(lines) == len(set(homes)):
            continue
        for line in lines:
            if (count := homes.count(line)) != 1:
                yield located(evidence, line, count=count)


@en16931.rule(
    "UBL-SR-53",
    source="CEN/TS 16931-3-2, UBL-SR-53",
    watches=(UNEVEN,),
    syntaxes=UBL,
    fr="Un enregistrement fiscal (« {element} », ligne {line} du fichier) n’a pas de numéro ou ne dit pas pour quelle "
    "taxe : indiquez les deux, ou retirez-le.",
    en="A tax registration (“{element}”, line {line} of the file) has no number or does not say for which tax: state "
    "both, or remove it.",
)
def tax_registration_incomplete(evidence: Evidence) -> Findings:
    """Un numéro fiscal ne se comprend qu’avec le nom de la taxe.

    Exemple : un PartyTaxScheme sans CompanyID.
    """
    named = _parents(evidence, _TAX_SCHEME_ID, _TAX_SCHEME)
    schemes = {scheme.getparent() for scheme in named}
    numbered = {number.getparent() for number in evidence.elements.get(_COMPANY_ID, ())}
    for registration in evidence.elements.get(_REGISTRATION, ()):
        if registration not in schemes or registration not in numbered:
            yield located(evidence, registration)


_REGISTRATION, _COMPANY_ID = clark("cac:PartyTaxScheme", NAMESPACES), clark("cbc:CompanyID", NAMESPACES)
_TAX_SCHEME, _TAX_SCHEME_ID = clark("cac:TaxScheme", NAMESPACES), clark("cbc:ID", NAMESPACES)


def _parents(evidence: Evidence, tag: str, parent_tag: str) -> set[etree._Element]:
    """The elements `parent_tag` right above an element `tag`."""
    parents = (element.getparent() for element in evidence.elements.get(tag, ()))
    return {parent for parent in parents if parent is not None and parent.tag == parent_tag}


@en16931.rule(
    "UBL-DT-01",
    source="CEN/TS 16931-3-2, UBL-DT-01",
    watches=(FINE,),
    syntaxes=UBL,
    fr="Le montant « {element} » (ligne {line} du fichier) s’écrit {written} ; {limit} décimales au plus sont "
    "admises : arrondissez-le.",
    en="The amount “{element}” (line {line} of the file) is written {written}; at most {limit} decimals are allowed: "
    "round it.",
)
def amount_decimals(evidence: Evidence) -> Findings:
    """Tout montant se compte au centime ; seuls les prix peuvent être plus fins.

    Exemple : un montant de 12.345.
    """
    for tag, amounts in evidence.elements.items():
        if not tag.endswith("Amount") or tag.endswith("PriceAmount"):
            continue
        for element in amounts:
            text = element.text or ""
            if "." in text and decimals(text) > MOST and not _is_price_discount(element):
                yield located(evidence, element, written=text.strip(), limit=MOST)


def _is_price_discount(element: etree._Element) -> bool:
    price, discount = clark("cac:Price", NAMESPACES), clark("cac:AllowanceCharge", NAMESPACES)
    return any(
        (above := home.getparent()) is not None and above.tag == price for home in element.iterancestors(discount)
    )
