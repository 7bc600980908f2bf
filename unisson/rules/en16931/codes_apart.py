"""Codes that a table does not hold: types, subjects of notes, the country of a VAT number (BR-CL-01, 08, BR-CO-09)."""

from collections.abc import Iterator, Mapping
from functools import cache, partial

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII
from unisson.einvoice.ubl import CREDIT_NOTE, INVOICE
from unisson.einvoice.ubl import NAMESPACES as UBL
from unisson.kernel import words
from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .codelists import codes
from .codes import in_cii
from .elements import clark, parent_tag
from .evidence import Evidence
from .ruleset import en16931, opening
from .signs import Elements, Look, search
from .vatscheme import vat_numbers

TYPE_UNLISTED = "a type of document that no list holds"


@search
def unlisted_types(tag: str) -> Look | None:
    """A type that is in none of the lists, as written."""
    known = _types().get(tag)
    return partial(_unlisted_types, known) if known else None


def _unlisted_types(known: frozenset[str], types: Elements) -> Iterator[str]:
    for element in types:
        if element.text not in known and parent_tag(element) in ("", *_DOCUMENTS):
            yield TYPE_UNLISTED


@en16931.rule(
    "BR-CL-01",
    source="EN 16931-1, BR-CL-01",
    watches=(TYPE_UNLISTED,),
    fr="« {written} » n’est pas un type de facture de la liste UNTDID 1001 (BT-3) : choisissez-y le type, par "
    "exemple 380 pour une facture et 381 pour un avoir.",
    en="“{written}” is no invoice type of the list UNTDID 1001 (BT-3): choose the type there, 380 for an invoice and "
    "381 for a credit note for instance.",
)
def type_not_in_list(evidence: Evidence) -> Findings:
    """Le type vient de la liste UNTDID 1001 ; en UBL, un avoir n’a pas les types d’une facture.

    Exemple : le type 999.
    """
    for tag, known in _types().items():
        for element in evidence.elements.get(tag, ()):
            if parent_tag(element) in ("", *_DOCUMENTS) and " ".join((element.text or "").split()) not in known:
                yield at("BT-3", written=(element.text or "").strip(), **_CASES.get(tag, {}))
    if (
        evidence.root is None
        and evidence.document.filled("BT-3")
        and evidence.document.plain("BT-3") not in _any_type()
    ):
        yield at("BT-3", written=evidence.document.plain("BT-3"))


_TYPE_CODE = clark("ram:TypeCode", CII)
_INVOICE_TYPE, _CREDIT_NOTE_TYPE = clark("cbc:InvoiceTypeCode", UBL), clark("cbc:CreditNoteTypeCode", UBL)
_CASES = {_INVOICE_TYPE: {"case": "INVOICE"}, _CREDIT_NOTE_TYPE: {"case": "CREDITNOTE"}}
"""UBL has a document for each, with types of its own: each has its sentence."""
words.declare(
    "BR-CL-01-INVOICE",
    fr="« {written} » n’est pas un type de facture (BT-3, liste UNTDID 1001) : choisissez-en un, par exemple 380 ; un "
    "avoir (381) s’écrit dans un document CreditNote.",
    en="“{written}” is no type of invoice (BT-3, list UNTDID 1001): choose one, 380 for instance; a credit note (381) "
    "is written in a CreditNote document.",
)
words.declare(
    "BR-CL-01-CREDITNOTE",
    fr="« {written} » n’est pas un type d’avoir (BT-3, liste UNTDID 1001) : choisissez-en un, par exemple 381 ; une "
    "facture (380) s’écrit dans un document Invoice.",
    en="“{written}” is no type of credit note (BT-3, list UNTDID 1001): choose one, 381 for instance; an invoice (380) "
    "is written in an Invoice document.",
)
_DOCUMENTS = (clark("rsm:ExchangedDocument", CII), INVOICE, CREDIT_NOTE)


@cache
def _any_type() -> frozenset[str]:
    return codes("invoice_types") | codes("credit_note_types")


@cache
def _types() -> Mapping[str, frozenset[str]]:
    return {
        _INVOICE_TYPE: codes("invoice_types"),
        _CREDIT_NOTE_TYPE: codes("credit_note_types"),
        _TYPE_CODE: _any_type(),
    }


SUBJECT_LENGTH = 3
(_SUBJECT,) = in_cii("ram:SubjectCode")
(_REGISTRATION,) = in_cii("ram:SpecifiedTaxRegistration/ram:ID")


@en16931.rule(
    "BR-CL-08",
    source="EN 16931-1, BR-CL-08",
    watches=(_SUBJECT.tag, *opening("BG-1")),
    fr="« {written} » n’est pas un sujet de note de la liste UNTDID 4451 (BT-21) : choisissez un code de cette liste.",
    en="“{written}” is no note subject of the list UNTDID 4451 (BT-21): choose a code of that list.",
)
def note_subject_not_in_list(evidence: Evidence) -> Findings:
    """Le sujet d’une note vient de la liste UNTDID 4451 ; en UBL, il s’écrit entre deux dièses au début de la note.

    Exemple : le sujet ZZZ9.
    """
    known = codes("note_subjects", "CII" if evidence.is_cii else "UBL")
    if evidence.is_cii:
        for _, text in _SUBJECT.said(evidence):
            if text not in known:
                yield at("BT-21", written=text)
        return
    for note in evidence.groups("BG-1"):
        between = (note.first("BT-22") or "").split("#", 2)
        if len(between) > 2 and len(between[1]) == SUBJECT_LENGTH and between[1] not in known:
            yield at(note.place + "BT-21", written=between[1])


UNPREFIXED = "a registration without the code of a country"
_REGISTRATIONS = {clark("cac:PartyTaxScheme", UBL): "UBL", _REGISTRATION.parent: "CII"}


@search
def unprefixed(tag: str) -> Look | None:
    """A tax registration whose number does not start with the code of a country."""
    syntax = _REGISTRATIONS.get(tag)
    return partial(_unprefixed, codes("vat_prefixes", syntax)) if syntax else None


def _unprefixed(prefixes: frozenset[str], registrations: Elements) -> tuple[str, ...]:
    numbers = (number for registration in registrations for number in registration if number.tag in _NUMBERS)
    return () if all((number.text or "")[:2] in prefixes for number in numbers) else (UNPREFIXED,)


_NUMBERS = frozenset({clark("cbc:CompanyID", UBL), _REGISTRATION.tag})


@en16931.rule(
    "BR-CO-09",
    source="EN 16931-1, BR-CO-09",
    watches=(UNPREFIXED,),
    fr="Le numéro de TVA « {number} » ne commence pas par le code d’un pays : écrivez-le en entier, FR compris.",
    en="The VAT number “{number}” does not start with the code of a country: write it in full, FR included.",
)
def vat_number_without_country(evidence: Evidence) -> Findings:
    """Les deux premières lettres d’un numéro de TVA disent le pays qui l’a donné.

    Exemple : 40303265045 au lieu de FR40303265045.
    """
    prefixes = _joined("CII" if evidence.is_cii else "UBL")
    for number in _all_vat_numbers(evidence):
        # The official rule for UBL looks the two letters up anywhere in the list as written.
        prefix = f" {number[:2]} " if evidence.is_cii else number[:2]
        if prefix not in prefixes:
            yield at("BT-31", number=number.strip())


@cache
def _joined(syntax: str) -> str:
    return f" {' '.join(sorted(codes('vat_prefixes', syntax)))} "


def _all_vat_numbers(evidence: Evidence) -> Iterator[str]:
    if evidence.is_cii:
        yield from (element.text or "" for element, _ in _REGISTRATION.said(evidence) if _is_va(element))
        return
    for kind in ("BG-4", "BG-7", "BG-11"):
        yield from (number for number in vat_numbers(evidence, evidence.groups(kind)) if number is not None)


def _is_va(element: etree._Element) -> bool:
    return element.get("schemeID") == "VA"
