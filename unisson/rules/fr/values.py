"""Values on their own: numbers, dates, types, addresses, identifiers (BR-FR-01 to 04, 23 to 26, 32)."""

import re

from .filing import SPACES, Family, Row, same
from .ruleset import declare_family
from .tables import (
    ADDRESS,
    LONGEST_ADDRESS,
    LONGEST_NUMBER,
    LONGEST_PRIVATE,
    PRIVATE,
    SINGLE_TAXABLE,
    SIREN,
    TYPES,
)

_PRECEDING = "cac:BillingReference/cac:InvoiceDocumentReference"
_PRECEDING_LINE = "/LINE/ram:SpecifiedLineTradeSettlement/ram:InvoiceReferencedDocument"
_NUMBERS = (
    ("BT-1", "number", "/cbc:ID", "/DOCUMENT/ram:ID"),
    ("BT-25", "preceding_number", f"/{_PRECEDING}/cbc:ID",
     "/SETTLEMENT/ram:InvoiceReferencedDocument/ram:IssuerAssignedID"),
    ("EXT-FR-FE-136", "line_preceding_number", f"/LINE/{_PRECEDING}/cbc:ID", f"{_PRECEDING_LINE}/ram:IssuerAssignedID"),
)  # fmt: skip
"""Term, subject of the fault, UBL, CII."""


_TOO_LONG = tuple(
    row
    for term, name, ubl, cii in _NUMBERS
    for row in (
        Row(f"BR-FR-01_{term}-1", f"{name}_too_long_in_ubl", term, ubl),
        Row(f"BR-FR-01_{term}", f"{name}_too_long", term, "", cii),
    )
)
declare_family(
    Family(rows=_TOO_LONG, accepts=same(lambda text: len(text) <= LONGEST_NUMBER)),
    fr="« <label> » (<term>) compte {length} caractères ; 35 au plus sont admis : raccourcissez « {written} ».",
    en="“<label>” (<term>) has {length} characters; at most 35 are allowed: shorten “{written}”.",
    explanation="Les plateformes de la réforme et l’administration gardent « <label> » sur 35 caractères.",
    example="un numéro de 36 caractères.",
)

_NUMBER = re.compile(r"[\t\r\n]*[A-Za-z0-9+\-_/]+[\t\r\n]*").fullmatch
_ODD = tuple(
    row
    for term, name, ubl, cii in _NUMBERS
    for row in (
        Row(f"BR-FR-01_{term}-2", f"{name}_with_forbidden_characters_in_ubl", term, ubl),
        Row(f"BR-FR-02_{term}", f"{name}_with_forbidden_characters", term, ubl, cii),
    )
)
declare_family(
    Family(rows=_ODD, accepts=same(_NUMBER)),
    fr="« <label> » (<term>) s’écrit « {written} » : n’y laissez que des lettres sans accent, des chiffres et les "
    "signes + - _ /, sans espace.",
    en="“<label>” (<term>) is written “{written}”: keep only plain letters, digits and the signs + - _ /, without "
    "spaces.",
    explanation="Un numéro sert de clé entre les plateformes et l’administration : espaces et autres signes n’y "
    "passent pas.",
    example="« F 2026 001 », qui contient des espaces.",
)

_DAY = (
    r"20\d\d{0}(?:0[13578]|1[02]){0}(?:0[1-9]|[12]\d|3[01])|20\d\d{0}(?:0[469]|11){0}(?:0[1-9]|[12]\d|30)"
    r"|20\d\d{0}02{0}(?:0[1-9]|1\d|2[0-8])|20(?:[02468][048]|[13579][26]){0}02{0}29"
)
_DAY_UBL = re.compile(_DAY.replace("{0}", "-"), re.ASCII).fullmatch
_DAY_CII = re.compile(f"(?:{_DAY.replace('{0}', '')}).*", re.ASCII | re.DOTALL).fullmatch
_BASIC, _QUALIFIED = "udt:DateTimeString", "qdt:DateTimeString"
_PERIOD_CII = "ram:BillingSpecifiedPeriod"
_DATES = (
    Row("BR-FR-03_BT-2", "issue_date_impossible", "BT-2", "/cbc:IssueDate", f"/DOCUMENT/ram:IssueDateTime/{_BASIC}"),
    Row("BR-FR-03_BT-7", "tax_point_impossible", "BT-7", "/cbc:TaxPointDate",
        "/SETTLEMENT/ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString"),
    Row("BR-FR-03_BT-9", "due_date_impossible", "BT-9", "/cbc:DueDate",
        f"/SETTLEMENT/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/{_BASIC}"),
    Row("BR-FR-03_BT-26", "preceding_date_impossible", "BT-26", f"/{_PRECEDING}/cbc:IssueDate",
        f"/SETTLEMENT/ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime/{_QUALIFIED}"),
    Row("BR-FR-03_BT-72", "delivery_date_impossible", "BT-72", "/cac:Delivery/cbc:ActualDeliveryDate",
        f"/DELIVERY/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/{_BASIC}"),
    Row("BR-FR-03_BT-73", "period_start_impossible", "BT-73", "/cac:InvoicePeriod/cbc:StartDate",
        f"/SETTLEMENT/{_PERIOD_CII}/ram:StartDateTime/{_BASIC}"),
    Row("BR-FR-03_BT-74", "period_end_impossible", "BT-74", "/cac:InvoicePeriod/cbc:EndDate",
        f"/SETTLEMENT/{_PERIOD_CII}/ram:EndDateTime/{_BASIC}"),
    Row("BR-FR-03_EXT-FR-FE-138", "line_preceding_date_impossible", "EXT-FR-FE-138",
        f"/LINE/{_PRECEDING}/cbc:IssueDate", f"{_PRECEDING_LINE}/ram:FormattedIssueDateTime/{_QUALIFIED}"),
    Row("BR-FR-03_EXT-FR-FE-158", "line_delivery_date_impossible", "EXT-FR-FE-158",
        "/LINE/cac:Delivery/cbc:ActualDeliveryDate",
        "/LINE/ram:SpecifiedLineTradeDelivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/" + _BASIC),
    Row("BR-FR-03_BT-134", "line_period_start_impossible", "BT-134", "/LINE/cac:InvoicePeriod/cbc:StartDate"),
    Row("BR-FR-03_BT-135", "line_period_end_impossible", "BT-135", "/LINE/cac:InvoicePeriod/cbc:EndDate"),
    Row("BR-FR-03_EXT-FR-FE-134", "line_period_start_impossible_in_cii", "BT-134", "",
        f"/LINE/ram:SpecifiedLineTradeSettlement/{_PERIOD_CII}/ram:StartDateTime/{_BASIC}"),
    Row("BR-FR-03_EXT-FR-FE-135", "line_period_end_impossible_in_cii", "BT-135", "",
        f"/LINE/ram:SpecifiedLineTradeSettlement/{_PERIOD_CII}/ram:EndDateTime/{_BASIC}"),
)  # fmt: skip
declare_family(
    # In CII the official rule looks at the first eight characters only.
    Family(rows=_DATES, accepts=lambda way: _DAY_CII if way.is_cii else _DAY_UBL),
    fr="« <label> » (<term>) s’écrit « {written} » : indiquez un jour qui existe, entre 2000 et 2099, écrit année, "
    "mois, jour.",
    en="“<label>” (<term>) is written “{written}”: state a day that exists, from 2000 to 2099, as year, month, day.",
    explanation="La réforme n’admet qu’un jour du calendrier entre 2000 et 2099, écrit AAAA-MM-JJ en UBL et AAAAMMJJ "
    "en CII.",
    example="le 31 février, ou l’année 1926.",
)

_TYPES = (
    Row("BR-FR-04_BT-3", "type_not_allowed", "BT-3", "/TYPE", "/DOCUMENT/ram:TypeCode"),
    Row("BR-FR-04_EXT-FR-FE-02", "preceding_type_not_allowed", "EXT-FR-FE-02", f"/{_PRECEDING}/cbc:DocumentTypeCode",
        "/SETTLEMENT/ram:InvoiceReferencedDocument/ram:TypeCode"),
    Row("BR-FR-04_EXT-FR-FE-137", "line_preceding_type_not_allowed", "EXT-FR-FE-137",
        f"/LINE/{_PRECEDING}/cbc:DocumentTypeCode", f"{_PRECEDING_LINE}/ram:TypeCode"),
)  # fmt: skip
declare_family(
    Family(rows=_TYPES, accepts=same(TYPES.__contains__)),
    fr="« {written} » n’est pas admis pour « <label> » (<term>) : choisissez l’un des types de la réforme, par exemple "
    "380 pour une facture et 381 pour un avoir.",
    en="“{written}” is not allowed for “<label>” (<term>): choose one of the types of the reform, 380 for an invoice "
    "and 381 for a credit note for instance.",
    explanation="La réforme ne retient que seize des types de la liste UNTDID 1001.",
    example="le type 325, une facture pro forma.",
)

_ENDPOINTS = (
    ("BT-34", "seller", "/SELLER", "/AGREEMENT/ram:SellerTradeParty"),
    ("BT-49", "buyer", "/BUYER", "/AGREEMENT/ram:BuyerTradeParty"),
    ("EXT-FR-FE-12", "buyer_agent", "/BUYER/cac:AgentParty", "/AGREEMENT/ram:BuyerAgentTradeParty"),
    ("EXT-FR-FE-29", "payee", "/cac:PayeeParty", "/SETTLEMENT/ram:PayeeTradeParty"),
    ("EXT-FR-FE-52", "payer", "/cac:PaymentMeans/cac:PaymentMandate/cac:PayerParty", "/SETTLEMENT/ram:PayerTradeParty"),
    ("EXT-FR-FE-75", "sales_agent", "/SELLER/cac:AgentParty", "/AGREEMENT/ram:SalesAgentTradeParty"),
    ("EXT-FR-FE-98", "invoicee", "/BUYER/PROVIDER", "/SETTLEMENT/ram:InvoiceeTradeParty"),
    ("EXT-FR-FE-121", "invoicer", "/SELLER/PROVIDER", "/SETTLEMENT/ram:InvoicerTradeParty"),
)


def _endpoints(number: str, fault: str) -> tuple[Row, ...]:
    return tuple(
        Row(f"BR-FR-{number}_{term}", f"{name}_address_{fault}", term, f"{ubl}/cbc:EndpointID",
            f"{cii}/ram:URIUniversalCommunication/ram:URIID")
        for term, name, ubl, cii in _ENDPOINTS
    )  # fmt: skip


_SIMPLE = re.compile(r"[A-Za-z0-9+\-_.]+").fullmatch
_ADDRESSES = _endpoints("23", "with_forbidden_characters")
declare_family(
    Family(rows=_ADDRESSES, accepts=same(_SIMPLE), schemes=frozenset({ADDRESS})),
    fr="« <label> » (<term>) s’écrit « {written} » : une adresse de schéma 0225 n’a que des lettres sans accent, des "
    "chiffres et les signes - _ .",
    en="“<label>” (<term>) is written “{written}”: an address of scheme 0225 has only plain letters, digits and the "
    "signs - _ .",
    explanation="L’annuaire de la réforme n’inscrit, sous le schéma 0225, que des adresses faites de ces caractères.",
    example="« 538199597 comptabilité » sous le schéma 0225.",
)
_LONG_ADDRESSES = _endpoints("25", "too_long")
declare_family(
    Family(rows=_LONG_ADDRESSES, accepts=same(lambda text: len(text) <= LONGEST_ADDRESS)),
    fr="« <label> » (<term>) compte {length} caractères ; 125 au plus sont admis : vérifiez « {written} ».",
    en="“<label>” (<term>) has {length} characters; at most 125 are allowed: check “{written}”.",
    explanation="L’annuaire de la réforme tient une adresse électronique en 125 caractères.",
    example="une adresse de 126 caractères.",
)


def _privates(number: str, fault: str) -> tuple[Row, ...]:
    return tuple(
        Row(f"BR-FR-{number}_{term}", f"{name}_private_identifier_{fault}", term,
            f"/{party}/cac:PartyIdentification/cbc:ID", f"/AGREEMENT/{trade}/ram:GlobalID")
        for term, name, party, trade in (
            ("BT-29", "seller", "SELLER", "ram:SellerTradeParty"), ("BT-46", "buyer", "BUYER", "ram:BuyerTradeParty"),
        )
    )  # fmt: skip


_PRIVATES = _privates("24", "with_forbidden_characters")
declare_family(
    Family(rows=_PRIVATES, accepts=same(_SIMPLE), schemes=frozenset({PRIVATE})),
    fr="« <label> » (<term>) s’écrit « {written} » : un code de schéma 0224 n’a que des lettres sans accent, des "
    "chiffres et les signes + - _ .",
    en="“<label>” (<term>) is written “{written}”: a code of scheme 0224 has only plain letters, digits and the signs "
    "+ - _ .",
    explanation="Le schéma 0224 porte le code de routage d’une entreprise, qui ne contient que ces caractères.",
    example="« SERVICE ACHATS » sous le schéma 0224.",
)
_LONG_PRIVATES = _privates("26", "too_long")
declare_family(
    Family(rows=_LONG_PRIVATES, accepts=same(lambda text: len(text) <= LONGEST_PRIVATE), schemes=frozenset({PRIVATE})),
    fr="« <label> » (<term>) compte {length} caractères ; 100 au plus sont admis sous le schéma 0224 : vérifiez "
    "« {written} ».",
    en="“<label>” (<term>) has {length} characters; at most 100 are allowed under scheme 0224: check “{written}”.",
    explanation="Le schéma 0224 porte le code de routage d’une entreprise, de 100 caractères au plus.",
    example="un code de 101 caractères sous le schéma 0224.",
)

_NINE_DIGITS = re.compile(rf"[{SPACES}]*\d{{9}}[{SPACES}]*").fullmatch
_SIRENS = (
    Row("BR-FR-32-LEGALID", "legal_identifier_is_no_siren", "BT-30", "cac:PartyLegalEntity/cbc:CompanyID",
        "ram:SpecifiedLegalOrganization/ram:ID"),
)  # fmt: skip
declare_family(
    Family(rows=_SIRENS, accepts=same(_NINE_DIGITS), schemes=frozenset({SIREN})),
    fr="L’identifiant légal « {written} » est dit un SIREN (schéma 0002), qui a 9 chiffres : indiquez le SIREN, ou "
    "corrigez le schéma si c’est un autre numéro.",
    en="The legal identifier “{written}” is said to be a SIREN (scheme 0002), which has 9 digits: state the SIREN, or "
    "correct the scheme if it is another number.",
    explanation="Sous le schéma 0002, toute partie de la facture donne son SIREN, de 9 chiffres.",
    example="un SIRET de 14 chiffres sous le schéma 0002.",
)
_MEMBERS = (
    Row("BR-FR-32-ID", "identifier_is_no_siren_in_ubl", "BT-29", "cac:PartyIdentification/cbc:ID"),
    Row("BR-FR-32-GLOBALID", "identifier_is_no_siren", "BT-29", "", "ram:GlobalID"),
)
declare_family(
    Family(rows=_MEMBERS, accepts=same(_NINE_DIGITS), schemes=frozenset({SIREN, SINGLE_TAXABLE})),
    fr="L’identifiant « {written} » est dit un SIREN (schéma 0002 ou 0231), qui a 9 chiffres : indiquez le SIREN, ou "
    "corrigez le schéma si c’est un autre numéro (0009 pour un SIRET).",
    en="The identifier “{written}” is said to be a SIREN (scheme 0002 or 0231), which has 9 digits: state the SIREN, "
    "or correct the scheme if it is another number (0009 for a SIRET).",
    explanation="Sous les schémas 0002 et 0231 (membre d’un assujetti unique), une partie donne un SIREN, de 9 "
    "chiffres.",
    example="un SIRET de 14 chiffres sous le schéma 0231.",
)
