"""Places that several themes of the French rules ask for, in UBL and in CII."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from .filing import Filing, Spot, plain, texts
from .tables import TREATMENTS

NUMBER = Spot(ubl="/cbc:ID", cii="/DOCUMENT/ram:ID")
TYPE = Spot(ubl="/TYPE", cii="/DOCUMENT/ram:TypeCode")
FRAMEWORK = Spot(ubl="/cbc:ProfileID", cii="/CONTEXT/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID")
CURRENCY = Spot(ubl="/cbc:DocumentCurrencyCode", cii="/SETTLEMENT/ram:InvoiceCurrencyCode")
SELLER_LEGAL = Spot(
    ubl="/SELLER/cac:PartyLegalEntity/cbc:CompanyID",
    cii="/AGREEMENT/ram:SellerTradeParty/ram:SpecifiedLegalOrganization/ram:ID",
)
BUYER_LEGAL = Spot(
    ubl="/BUYER/cac:PartyLegalEntity/cbc:CompanyID",
    cii="/AGREEMENT/ram:BuyerTradeParty/ram:SpecifiedLegalOrganization/ram:ID",
)
PRECEDING = Spot(ubl="/cac:BillingReference", cii="/SETTLEMENT/ram:InvoiceReferencedDocument")
NOTES = Spot(ubl="/cbc:Note", cii="/DOCUMENT/ram:IncludedNote")


def types(filing: Filing) -> frozenset[str]:
    """The types of the document (BT-3), as written."""
    return filing.remember(_types)


def _types(filing: Filing) -> frozenset[str]:
    return frozenset(TYPE.texts(filing))


def frameworks(filing: Filing) -> frozenset[str]:
    """The billing frameworks (BT-23), as written."""
    return filing.remember(_frameworks)


def _frameworks(filing: Filing) -> frozenset[str]:
    return frozenset(FRAMEWORK.texts(filing))


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What the notes of one document say: how many speak of each subject, and the texts under those that rules read.

    `bad_treatments` are what the notes of subject BAR say and may not; `treatments` counts the others of them.
    """

    subjects: Mapping[str, int]
    bar: tuple[str, ...]
    txd: tuple[str, ...]
    bad_treatments: tuple[str, ...]
    treatments: int


SUBJECTS = ("PMT", "PMD", "AAB", "TXD")


def notes(filing: Filing) -> list[Notes]:
    """The notes, once for each document that the file states: one in UBL."""
    return filing.remember(_cii_notes if filing.is_cii else _ubl_notes)


def treated_b2b(filing: Filing) -> bool:
    """Whether a note says that the invoice goes between two French companies."""
    return any("B2B" in one.bar for one in notes(filing))


_DOCUMENT = Spot(cii="/DOCUMENT")
_NOTE, _SUBJECT, _CONTENT = (
    Spot(cii=f"/DOCUMENT/ram:IncludedNote{below}").paths[True][0].tags[-1]
    for below in ("", "/ram:SubjectCode", "/ram:Content")
)


def _cii_notes(filing: Filing) -> list[Notes]:
    return [_notes_of(document) for document in _DOCUMENT.found(filing)]


def _notes_of(document: etree._Element) -> Notes:
    subjects: dict[str, int] = {}
    said: dict[str, list[list[str]]] = {"BAR": [], "TXD": []}
    for note in document.iterchildren(_NOTE):
        for subject in set(texts(note, _SUBJECT)):
            subjects[subject] = subjects.get(subject, 0) + 1
            if subject in said:
                said[subject].append(texts(note, _CONTENT))
    bar = said["BAR"]
    return Notes(
        subjects=subjects,
        bar=tuple(text for one in bar for text in one),
        txd=tuple(text for one in said["TXD"] for text in one),
        bad_treatments=tuple(" ".join(one) for one in bar if TREATMENTS.isdisjoint(one)),
        treatments=sum(1 for one in bar if not TREATMENTS.isdisjoint(map(plain, one))),
    )


def _ubl_notes(filing: Filing) -> list[Notes]:
    """In UBL the subject of a note stands in its text, between hashes."""
    written = NOTES.texts(filing)
    said = "#".join(written)
    bar = _after(said, "BAR")
    return [
        Notes(
            subjects={subject: said.count(f"#{subject}#") for subject in SUBJECTS},
            bar=(bar,),
            txd=(_after(said, "TXD"),),
            bad_treatments=() if not bar or bar in TREATMENTS else (bar,),
            treatments=_treatments("".join(text for text in written if "#BAR#" in text) + "#"),
        )
    ]


def _after(said: str, subject: str) -> str:
    """The text that follows the first `subject`, up to the next hash."""
    return said.partition(f"#{subject}#")[2].partition("#")[0]


def _treatments(said: str) -> int:
    return sum(said.count(f"BAR#{treatment}#") for treatment in TREATMENTS) if len(said) > 1 else 0
