"""A slice of an export: the files that it wrote, and where the next one goes on."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string

from unisson.directory.spaces import Space

from ..lists import search
from ..lists.search import Cursor
from ..lists.sorting import Place, Sort
from ..models import Export, ExportFile, Invoice
from . import asking
from .request import Wish


@dataclass(frozen=True, kw_only=True)
class Slice:
    """`count`: invoices in it; `superseded`: paths of former slices that its files stand for; `last`: nothing is left
    to do."""

    files: Sequence[ExportFile] = ()
    place: str = ""
    count: int = 0
    last: bool = False
    superseded: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [file.path for file in self.files]


def next_lines(export: Export, wish: Wish, sort: Sort, *, size: int) -> list[Invoice]:
    """The invoices that come after the place that was kept."""
    space = Space(export.space)
    found = asking.meant(export.person, wish, space, structure=export.structure)
    return search.lines(found, sort, space, cursor=Cursor(place=Place.read(export.place, sort)), size=size)


def kept(
    export: Export, ending: str, write: Callable[[IO[bytes]], None], *, invoices: Sequence[int] = ()
) -> ExportFile:
    """A file that `write` fills, on disk for good before its row commits. No other has its name, whoever writes it."""
    number = export.slices + 1
    path = f"{asking.folder_of(export)}/{number}-{get_random_string(12)}.{ending}"
    with tempfile.TemporaryFile(dir=settings.VAR) as file:
        write(file)
        size = file.tell()
        file.seek(0)
        default_storage.save(path, File(file))
    return ExportFile(export=export, number=number, path=path, size=size, invoices=list(invoices))
