"""All certificates of deposit of a drop in one ZIP, with a table of what became of each file."""

from collections.abc import Iterator
from functools import partial

from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.files import store
from unisson.kernel.clock import PARIS
from unisson.kernel.tables import csv_table

from ..access import Right, visible
from ..bundle import Document, apart, safe, streamed
from ..models import Drop, DropFile

_AT_ONCE = 50
_HEADINGS = ("Fichier", "Facture n°", "Destinataire", "Montant TTC", "Devise", "Déposée le", "Certificat de dépôt n°")


def printed(actor: User, drop: Drop) -> QuerySet[DropFile]:
    """The files of the drop whose certificate is printed and that `actor` may read, in their order."""
    mine = visible(actor, Right.READ_ISSUED).filter(certificate__pdf__isnull=False)
    return drop.files.filter(state=DropFile.State.SENT, draft__in=mine).order_by("position", "pk")


def zipped(actor: User, drop: Drop) -> Iterator[bytes]:
    """The ZIP, piece by piece: memory holds one certificate at a time."""
    return streamed(_documents(list(printed(actor, drop).values_list("pk", flat=True))))


def _documents(keys: list[int]) -> Iterator[Document]:
    rows: list[tuple[object, ...]] = [_HEADINGS]
    taken: set[str] = set()
    for start in range(0, len(keys), _AT_ONCE):
        files = DropFile.objects.filter(pk__in=keys[start : start + _AT_ONCE]).order_by("position", "pk")
        for file in files.select_related("draft__certificate", "draft__recipient"):
            assert file.draft and file.draft.recipient  # noqa: S101 - what was sent has one
            name = apart(safe(f"certificat-{file.draft.number}.pdf"), taken)
            yield name, partial(store.content_of, str(file.draft.certificate.pdf_id))
            rows.append(_line(file))
    yield "recapitulatif.csv", partial(csv_table, rows)


def _line(file: DropFile) -> tuple[object, ...]:
    draft = file.draft
    assert draft and draft.recipient and draft.deposited_at  # noqa: S101 - what was sent has them
    amount = "" if draft.shown_gross is None else f"{draft.shown_gross:.2f}".replace(".", ",")
    moment = draft.deposited_at.astimezone(PARIS)
    number = draft.certificate.number
    return (file.name, draft.number, draft.recipient.name, amount, draft.currency, f"{moment:%d/%m/%Y %H:%M}", number)
