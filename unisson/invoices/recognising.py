"""What a PDF invoice says, for software that asks before it submits: read, and nothing of it promised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from unisson.directory.models import Structure
from unisson.einvoice.detect import FileKind
from unisson.kernel import money
from unisson.kernel.refusal import Refusal

from .deposit import Upload
from .drafting import drafts, landmarks
from .drafting.reading import kind_of_file, read_file
from .drafting.typed import read_day


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """The fields that were found; empty or None for the others."""

    texts: Mapping[str, str]
    """By form field (`drafts`)."""

    def text(self, name: str) -> str | None:
        return self.texts.get(name) or None

    def day(self, name: str) -> date | None:
        return read_day(self.texts.get(name, ""))

    def amount(self, name: str) -> Decimal | None:
        return money.parse(self.texts.get(name, ""))


def recognise(upload: Upload, *, supplier: Structure, at: datetime) -> Recognised:
    """Read `upload`, which `supplier` is about to send. Refusal CPP-DEPOT-01 for what is no PDF, and the reader's."""
    kind = kind_of_file(upload.content, name=upload.name)
    if kind is not FileKind.PDF:
        raise Refusal("CPP-DEPOT-01", field="file", name=upload.name)
    learned = landmarks.known(supplier.pk)
    read = read_file(upload.content, kind, own_sirets=(supplier.identifier,), learned=learned, at=at)
    return Recognised(texts=drafts.texts_read(read))
