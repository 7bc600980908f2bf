"""The words of a sent invoice that its lists are searched by: of its comment and of the name of its file."""

from django.db.models import Exists, F, OuterRef, Q

from unisson.directory.search import fold
from unisson.directory.spaces import Space

from .models import Invoice, InvoiceWord

MOST = 60
"""Words of one invoice: a longer comment is found by its beginning."""
_LONGEST = 40
_LAST = b"\xff"
"""Above every byte of UTF-8."""
_OWN = {Space.ISSUED: "supplier", Space.RECEIVED: "recipient"}


def words_of(invoice: Invoice) -> list[InvoiceWord]:
    """The rows that `invoice` is found by, not yet written."""
    assert invoice.recipient_id  # noqa: S101 - a sent invoice has one (database constraint)
    said = fold(f"{invoice.comment} {invoice.file_name}").split()
    return [
        InvoiceWord(
            invoice=invoice,
            supplier_id=invoice.supplier_id,
            recipient_id=invoice.recipient_id,
            text=word[:_LONGEST].encode(),
        )
        for word in list(dict.fromkeys(said))[:MOST]
    ]


def follow(invoice: Invoice) -> None:
    """Its recipient is another: who had it finds it no more by its words. Inside the transaction that sends it on."""
    InvoiceWord.objects.filter(invoice=invoice).update(recipient=invoice.recipient)


def having(text: str, space: Space) -> Q:
    """Invoices each word of `text` begins one of the words of, seen from `space`: by the index, the longest first."""
    first, *others = sorted(fold(text).split(), key=len, reverse=True) or [""]
    own = _OWN[space]
    # Both say whose it is, so that the index is entered at the word whichever of them the database begins with.
    met = Q(**{f"words__{own}": F(own)}) & _begins("words__text", first)
    for word in others:
        met &= _says(word)
    return met


def showing(text: str, _space: Space) -> Q:
    """The same, read on each invoice: for lists most of whose lines have them."""
    met = Q()
    for word in fold(text).split():
        met &= _says(word)
    return met


def _says(word: str) -> Q:
    return Q(Exists(InvoiceWord.objects.filter(_begins("text", word), invoice=OuterRef("pk"))))


def _begins(column: str, word: str) -> Q:
    part = word[:_LONGEST].encode()
    return Q(**{f"{column}__gte": part, f"{column}__lt": part + _LAST})
