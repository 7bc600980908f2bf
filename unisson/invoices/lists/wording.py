"""What a sent invoice is searched by: the words of its comment and of the name of its file, the parts of its number.

All stand in one index of each side, entered at what is asked and at whose it is: a part of a number is the beginning of
the number from one of its characters on, marked so that nobody takes it for a word.
"""

from django.db.models import Exists, F, OuterRef, Q

from unisson.directory.search import fold
from unisson.directory.spaces import Space

from ..admission import number_key
from ..models import Invoice, InvoiceWord

MOST = 60
"""Words of one invoice: a longer comment is found by its beginning."""
NUMBER = "#"
"""Before a part of a number: no word has it."""
_LONGEST = 40
_LAST = b"\xff"
"""Above every byte of UTF-8."""
_OWN = {Space.ISSUED: "supplier", Space.RECEIVED: "recipient"}


def words_of(invoice: Invoice) -> list[InvoiceWord]:
    """The rows that `invoice` is found by, not yet written."""
    assert invoice.recipient_id  # noqa: S101 - a sent invoice has one (database constraint)
    said = [word[:_LONGEST] for word in fold(f"{invoice.comment} {invoice.file_name}").split()]
    number = invoice.number_key
    parts = (f"{NUMBER}{number[start:]}" for start in range(len(number)))
    return [
        InvoiceWord(
            invoice=invoice, supplier_id=invoice.supplier_id, recipient_id=invoice.recipient_id, text=text.encode()
        )
        for text in dict.fromkeys([*list(dict.fromkeys(said))[:MOST], *parts])
    ]


def follow(invoice: Invoice) -> None:
    """Its recipient is another: who had it finds it no more by its words. Inside the transaction that sends it on."""
    InvoiceWord.objects.filter(invoice=invoice).update(recipient=invoice.recipient)


def numbered(text: str, space: Space) -> Q:
    """Invoices whose number has `text` in it, seen from `space`: by the index."""
    return _entered(f"{NUMBER}{number_key(text)}", space)


def having(text: str, space: Space) -> Q:
    """Invoices each word of `text` begins one of the words of, seen from `space`: by the index, the longest first."""
    first, *others = sorted(fold(text).split(), key=len, reverse=True) or [""]
    met = _entered(first[:_LONGEST], space)
    for word in others:
        met &= _says(word)
    return met


def showing_number(text: str, _space: Space) -> Q:
    """`numbered`, read on each invoice: for lists most of whose lines have it."""
    return Q(number_key__contains=number_key(text))


def showing(text: str, _space: Space) -> Q:
    """`having`, read on each invoice."""
    met = Q()
    for word in fold(text).split():
        met &= _says(word)
    return met


def _entered(text: str, space: Space) -> Q:
    # Both say whose it is, so that the index is entered at the word whichever of them the database begins with.
    own = _OWN[space]
    return Q(**{f"words__{own}": F(own)}) & _begins("words__text", text)


def _says(word: str) -> Q:
    # A range of one: for an equality PostgreSQL may gather that word of every invoice first, whatever is asked of them.
    its = Q(invoice__gte=OuterRef("pk"), invoice__lte=OuterRef("pk"))
    return Q(Exists(InvoiceWord.objects.filter(its, _begins("text", word[:_LONGEST]))))


def _begins(column: str, text: str) -> Q:
    part = text.encode()
    return Q(**{f"{column}__gte": part, f"{column}__lt": part + _LAST})
