"""The number that the portal gives: the year, then a counter of the supplier's own (domain-rules §4.1).

Without a gap, as CGI, ann. II, art. 242 nonies A asks: a draft takes none, only what is sent does.
"""

import re

from django.db.models.functions import Length

from unisson.directory.models import Structure

from ..models import Invoice
from ..status import NEVER_SENT, DepositMode

_DIGITS = 16
_OURS = re.compile(rf"\d{{4}}0\d{{{_DIGITS - 1}}}", re.ASCII)
_LOOKED_AT = 50
"""Numbers, the greatest first: one of twenty characters that a person made up may have letters."""


def is_ours(number: str) -> bool:
    """Whether a number is one that the portal gives: typed by a person, it would leave a gap or stop the counter."""
    return bool(_OURS.fullmatch(number))


def next_number(supplier: Structure, year: int) -> str:
    """The first free one after the last that the portal gave in that year; a deposited file may have any number, one
    of that shape too. Two who send at once get the same: the second tries again."""
    prefix = f"{year:04}"
    reach = (f"{prefix}{0:0{_DIGITS}}", f"{prefix}0{'9' * (_DIGITS - 1)}")
    sent = Invoice.objects.filter(supplier=supplier, issue_year=year, number_key__range=reach)
    found = sent.exclude(status__in=NEVER_SENT).annotate(size=Length("number_key")).filter(size=4 + _DIGITS)
    keys = found.order_by("-number_key").values_list("number_key", flat=True)
    given = keys.filter(deposit_mode__in=(DepositMode.TYPED, DepositMode.TYPED_API))[:_LOOKED_AT]
    following = max((int(key[4:]) for key in given if key.isascii() and key.isdigit()), default=0) + 1
    while keys.filter(number_key=(number := f"{prefix}{following:0{_DIGITS}}")).exists():
        following += 1
    return number
