"""What a sent invoice is searched by: the words of its comment and of the name of its file, the parts of its number.

All stand in one index of each side, entered at what is asked and at whose it is: a part of a number is the beginning of
the number from one of its characters on, marked so that nobody takes it for a word.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from unisson.directory.composed import insert
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


def enter(invoices: Iterable[Invoice]) -> None:
    """Write what saved invoices are found by: a dozen rows each. Inside the transaction that sends them."""
    rows = [
        (invoice.pk, invoice.supplier_id, invoice.recipient_id, text.encode())
        for invoice in invoices
        for text in _texts_of(invoice)
    ]
    insert(InvoiceWord, ("invoice", "supplier", "recipient", "text"), rows)


def _texts_of(invoice: Invoice) -> Iterable[str]:
    said = [word[:_LONGEST] for word in fold(f"{invoice.comment} {invoice.file_name}").split()]
    number = invoice.number_key
    parts = [f"{NUMBER}{number[start:]}" for start in range(len(number))]
    return dict.fromkeys([*list(dict.fromkeys(said))[:MOST], *parts])


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
    its = Q(invoice=OuterRef("pk"))
    if connection.vendor == "postgresql":
        # Told whose it is, it looks for each word of that side alone and joins what it finds; SQLite would read all
        # words of that side for each invoice.
        own = _OWN[space]
        its &= Q(**{own: OuterRef(own)})
    return reduce(and_, [_says(word, its) for word in others], met)


def showing_number(text: str, _space: Space) -> Q:
    """`numbered`, read on each invoice: for lists most of whose lines have it."""
    return Q(number_key__contains=number_key(text))


def showing(text: str, _space: Space) -> Q:
    """`having`, read on each invoice."""
    # Said twice: for an equality alone PostgreSQL may gather that word of every invoice first, whatever is asked of
    # them; without one SQLite goes through all recipients for each invoice.
    its = Q(invoice=OuterRef("pk"), invoice__gte=OuterRef("pk"))
    return reduce(and_, [_says(word, its) for word in fold(text).split()], Q())


def _entered(text: str, space: Space) -> Q:
    # Both say whose it is, so that the index is entered at the word whichever of them the database begins with.
    own = _OWN[space]
    return Q(**{f"words__{own}": F(own)}) & _begins("words__text", text)


def _says(word: str, its: Q) -> Q:
    return Q(Exists(InvoiceWord.objects.filter(its, _begins("text", word[:_LONGEST]))))


def _begins(column: str, text: str) -> Q:
    part = text.encode()
    return Q(**{f"{column}__gte": part, f"{column}__lt": part + _LAST})
