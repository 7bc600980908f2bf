"""Places that several themes of the French rules ask for, in UBL and in CII."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from unisson.einvoice.cii import NAMESPACES
from unisson.rules.en16931.elements import clark

from .filing import Filing, Spot, plain, texts
from .tables import SIREN, TREATMENTS

NUMBER = Spot(ubl="/cbc:ID", cii="/DOCUMENT/ram:ID")
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
_NOTE, _SUBJECT, _CONTENT = (clark(f"ram:{name}", NAMESPACES) for name in ("IncludedNote", "SubjectCode", "Content"))


def _cii_notes(filing: Filing) -> list[Notes]:
    said: dict[etree._Element, dict[str, dict[etree._Element, None]]] = {
        document: {} for document in _DOCUMENT.found(filing)
    }
    for subject in filing.elements.get(_SUBJECT, ()):
        note = subject.getparent()
        document = note.getparent() if note is not None and note.tag == _NOTE else None
        if note is not None and document in said:
            said[document].setdefault(subject.text or "", {})[note] = None
    return [_notes_of(subjects) for subjects in said.values()]


def _notes_of(subjects: Mapping[str, Iterable[etree._Element]]) -> Notes:
    bar = [texts(note, _CONTENT) for note in subjects.get("BAR", ())]
    return Notes(
        subjects={subject: len(list(said)) for subject, said in subjects.items()},
        bar=tuple(text for one in bar for text in one),
        txd=tuple(text for note in subjects.get("TXD", ()) for text in texts(note, _CONTENT)),
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


def siren_at(spot: Spot, filing: Filing) -> str:
    """The SIREN among the legal identifiers there, as written; "" when none is said to be one."""
    return next((one.text or "" for one in spot.found(filing) if one.get("schemeID") == SIREN), "")
