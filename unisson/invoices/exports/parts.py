"""A group download: the invoices themselves, each slice a ZIP of at most 120 Mo (domain-rules §1.4)."""

from typing import IO

from unisson.directory.spaces import Space

from .. import bundle
from ..lists import sorting
from ..lists.sorting import Sort
from ..models import Export
from .request import from_data
from .slices import Slice, kept, next_lines

_OLDEST_FIRST = Sort(descending=False)
MOST = 200
"""Invoices of a part: what is made for people to read takes its time, and other work waits meanwhile."""


def slice_of(export: Export) -> Slice:
    """The next part; none once there is no invoice left."""
    wish = from_data(export.asked)
    lines = next_lines(export, wish, _OLDEST_FIRST, size=MOST + 1)
    if not lines:
        return Slice(last=True)
    invoices = bundle.parts(export.person, [one.pk for one in lines[:MOST]])[0].invoices

    def write(target: IO[bytes]) -> None:
        target.writelines(bundle.zipped(export.person, invoices, wish.papers))

    file = kept(export, "zip", write, invoices=[one.pk for one in invoices])
    place = sorting.place_of(invoices[-1], _OLDEST_FIRST, Space(export.space))
    return Slice(files=[file], place=str(place), count=len(invoices), last=len(invoices) == len(lines))
