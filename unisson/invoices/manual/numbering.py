"""The number that the portal gives: the year, then a counter of the supplier's own (domain-rules §4.1).

Without a gap, as CGI, ann. II, art. 242 nonies A asks: a draft takes none, only what is sent does.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from unisson.directory import locking
from unisson.directory.models import Structure

from ..models import Invoice
from ..status import NEVER_SENT, DepositMode

_DIGITS = 16
_OURS = re.compile(rf"\d{{4}}0\d{{{_DIGITS - 1}}}", re.ASCII)
_SHAPE = rf"^[0-9]{{{4 + _DIGITS}}}$"
"""One of twenty characters that a person made up may have letters."""
_OURS_BY = (DepositMode.TYPED, DepositMode.TYPED_API)
_LOOKED_AT = 50
"""Numbers at once, from the last that was given on."""


def is_ours(number: str) -> bool:
    """Whether a number is one that the portal gives: typed by a person, it would leave a gap or stop the counter."""
    return bool(_OURS.fullmatch(number))


def next_number(supplier: Structure, year: int) -> str:
    """The first free one after the last that the portal gave in that year; a deposited file may have any number, one
    of that shape too. Two who send at once get the same: the second tries again, in its `turn`."""
    prefix = f"{year:04}"
    reach = (f"{prefix}{0:0{_DIGITS}}", f"{prefix}0{'9' * (_DIGITS - 1)}")
    sent = Invoice.objects.filter(supplier=supplier, issue_year=year, number_key__range=reach)
    keys = sent.exclude(status__in=NEVER_SENT).filter(number_key__regex=_SHAPE).order_by("number_key")
    given = keys.filter(deposit_mode__in=_OURS_BY).order_by("-number_key")
    last = Coalesce(Subquery(given.values("number_key")[:1]), Value(reach[0]))
    taken = dict(keys.filter(number_key__gte=last).values_list("number_key", "deposit_mode")[:_LOOKED_AT])
    first = next(iter(taken), "")
    following = int(first[4:]) + 1 if taken.get(first) in _OURS_BY else 1
    while (number := f"{prefix}{following:0{_DIGITS}}") in taken or _is_further(number, keys, taken):
        following += 1
    return number


def _is_further(number: str, keys: QuerySet[Invoice], taken: Mapping[str, str]) -> bool:
    """Whether a number is taken beyond those that were looked at."""
    return len(taken) == _LOOKED_AT and keys.filter(number_key=number).exists()


@contextmanager
def turn(supplier: Structure | None) -> Iterator[None]:
    """Nobody else takes a number of `supplier` until this is over; of None anybody may."""
    if supplier is None:
        yield
        return
    with transaction.atomic(durable=True):
        await_turn(supplier)
        yield


def await_turn(supplier: Structure) -> None:
    """Wait for who has the turn, and keep others waiting until the transaction ends."""
    locking.hold([supplier.pk])
