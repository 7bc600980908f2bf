"""What a French document costs: the work grows with its size and no faster."""

from copy import deepcopy
from functools import partial
from time import process_time

from lxml import etree

from tests.rules.en16931.effort import effort, grown, say
from tests.rules.fr.documents import a_shared_ubl
from tests.rules.fr.judged import codes
from unisson.einvoice.read import read_xml
from unisson.rules.fr.ruleset import filing
from unisson.rules.fr.sublines import sublines


def _numbered_again(count: int) -> bytes:
    """A document that says its own number again and again, and whose line refers to it as often."""
    root = etree.fromstring(a_shared_ubl())
    number = next(child for child in root if child.tag.endswith("}ID"))
    for _ in range(count):
        number.addprevious(deepcopy(number))
    # The first reference of the document is its own; the next one is that of the first line.
    document = etree.tostring(root).replace(b"cac:BillingReference>", b"cac:Own>", 2)
    refers = {"BillingReference": lambda one, rank: say(one, "ID", number.text or "")}
    return grown(document, count, refers).replace(b"cac:Own>", b"cac:BillingReference>")


def _seconds(document: bytes) -> float:
    subject = filing(read_xml(document))
    start = process_time()
    sublines(subject)
    return process_time() - start


def test_references_and_numbers_cost_no_more_than_their_number() -> None:
    """Timed, for a set that is compared with a list calls nothing that could be counted."""
    few, many = (min(_seconds(_numbered_again(count)) for _ in range(2)) for count in (300, 2400))
    assert many < 20 * few


def _with_hashes(count: int) -> bytes:
    """As many sub-invoices, whose numbers hold a hash, as VAT rows."""

    def numbered(line: etree._Element, rank: int) -> None:
        next(line.iter("{*}DocumentReference"))[0].text = f"{rank}#F"

    rows = {"TaxSubtotal": lambda row, rank: say(row, "TaxExemptionReason", f"#{rank}#F#TVA")}
    return grown(a_shared_ubl(), count, {"InvoiceLine": numbered, **rows})


def test_numbers_with_hashes_cost_no_more_than_their_number() -> None:
    few, many = (effort(partial(codes, _with_hashes(count))) for count in (60, 480))
    assert many < 10 * few


def test_a_reason_counts_for_each_number_that_it_starts_with() -> None:
    right = _hashed("2#F", "#2#F#TVA")
    assert codes(right)["BR-FR-MV-09_EXT-FR-FE-181"] == codes(a_shared_ubl())["BR-FR-MV-09_EXT-FR-FE-181"] == 0
    twice = _hashed("2", "#2#F#TVA")
    assert codes(twice)["BR-FR-MV-09_EXT-FR-FE-181"] == 0
    assert codes(_hashed("2", "#2F#TVA"))["BR-FR-MV-09_EXT-FR-FE-181"] == 1


def _hashed(number: str, reason: str) -> bytes:
    """The first sub-invoice under another number, and its VAT row under another reason."""
    document = a_shared_ubl().decode().replace('schemeID="AFL">F-2026-1<', f'schemeID="AFL">{number}<')
    head, _, rows = document.partition("<cac:TaxSubtotal>")
    return f"{head}<cac:TaxSubtotal>{rows.replace('#F-2026-1#TVA', reason, 1)}".encode()
