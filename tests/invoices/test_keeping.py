"""Files kept for the next invoices: judged as attachments are, taken from one invoice, joined to others."""

import pytest

from tests.builders import SAFE_STYLE
from tests.invoices.builders import (
    AT,
    LATER,
    a_draft,
    a_pdf,
    a_person,
    a_structure,
    a_supplier,
    an_available,
    grant,
    walk,
)
from unisson.accounts.models import User
from unisson.files import library
from unisson.files.models import Piece
from unisson.invoices import attachments, keeping, returns
from unisson.invoices.attachments import Joined
from unisson.invoices.drafting import drafts
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.ports import ScanVerdict, ports
from unisson.kernel.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db


class _Finds:
    """A scanner that finds a virus in everything."""

    def scan(self, content: bytes) -> ScanVerdict:
        return ScanVerdict.INFECTED


def joined(name: str = "RIB.txt", content: bytes = b"FR76") -> Joined:
    return Joined(name=name, content=content)


def kept(actor: User, *names: str) -> list[int]:
    return [one.piece.pk for one in keeping.add(actor, [joined(name, name.encode()) for name in names], at=AT)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("vide.txt", b"", "CPP-FICHIER-01"),
        ("gros.txt", b"x" * (10 * 1024 * 1024 + 1), "CPP-FICHIER-02"),
        ("a:b.txt", b"x", "CPP-FICHIER-03"),
        ("x" * 50 + ".txt", b"x", "CPP-FICHIER-04"),
        ("virus.exe", b"MZ", "CPP-FICHIER-05"),
        ("faux.pdf", b"%PDF-1.7 rien", None),
    ],
)
def test_a_file_is_refused_for_what_an_attachment_is_refused_for(name: str, content: bytes, code: str | None) -> None:
    claire, draft = a_supplier()[0], a_draft()
    with pytest.raises(Refusal) as at_the_invoice:
        attachments.join(claire, draft.pk, [joined(name, content)], at=AT)
    with pytest.raises(Refusal) as at_the_library:
        keeping.add(claire, [joined(name, content)], at=AT)
    assert at_the_library.value.code == at_the_invoice.value.code
    assert code in (None, at_the_library.value.code)
    assert not Piece.objects.exists()


def test_a_file_with_a_virus_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "scanner", _Finds())
    with pytest.raises(Refusal, match="CPP-FICHIER-06"):
        keeping.add(a_person(), [joined()], at=AT)
    assert not Piece.objects.exists()


def test_one_bad_file_keeps_the_others_out() -> None:
    with pytest.raises(Refusal, match="CPP-FICHIER-05"):
        keeping.add(a_person(), [joined(), joined("b.exe")], at=AT)
    assert not Piece.objects.exists()


def test_no_file_is_no_piece() -> None:
    with pytest.raises(Refusal, match="CPP-PIECE-05"):
        keeping.add(a_person(), [], at=AT)


def test_an_attachment_kept_from_one_invoice_goes_with_the_next() -> None:
    claire, first, second = a_supplier()[0], a_draft(), a_draft("SS-2026-002")
    attachments.join(claire, first.pk, [joined("RIB.pdf", a_pdf("RIB"))], at=AT)
    done = keeping.keep(claire, first.pk, str(first.attachments.get().pk), at=AT)
    again = keeping.keep(claire, first.pk, str(first.attachments.get().pk), at=AT)

    attachments.join(claire, second.pk, [joined("bon.txt")], pieces=[done.piece.pk], at=LATER)

    assert (done.known, done.piece.kind, again.known) == (False, Piece.Kind.BANK, True)
    assert list(second.attachments.values_list("name", flat=True)) == ["bon.txt", "RIB.pdf"]
    assert second.attachments.get(name="RIB.pdf").file_id == first.attachments.get().file_id


def test_a_piece_that_the_draft_has_is_not_joined_twice() -> None:
    claire, draft = a_supplier()[0], a_draft()
    pieces = kept(claire, "RIB.txt", "Kbis.txt")
    for _ in range(2):
        attachments.join(claire, draft.pk, [], pieces=pieces, at=AT)
    assert draft.attachments.count() == 2


def test_an_invoice_keeps_a_piece_that_its_owner_renames_or_deletes() -> None:
    claire, draft = a_supplier()[0], a_draft()
    (piece,) = kept(claire, "RIB.txt")
    attachments.join(claire, draft.pk, [], pieces=[piece], at=AT)
    library.change(claire.pk, piece, name="Autre", kind="AUTRE")
    library.remove(claire.pk, piece)
    assert draft.attachments.get().name == "RIB.txt"


@pytest.mark.parametrize("whose", ["deleted", "theirs"])
def test_a_piece_that_is_not_there_joins_nothing_at_all(whose: str) -> None:
    claire, draft = a_supplier()[0], a_draft()
    (mine,) = kept(claire, "RIB.txt")
    (other,) = kept(claire if whose == "deleted" else a_person("paul@example.org"), "Kbis.txt")
    if whose == "deleted":
        library.remove(claire.pk, other)
    with pytest.raises(Refusal, match="CPP-PIECE-04"):
        attachments.join(claire, draft.pk, [joined("bon.txt")], pieces=[mine, other], at=AT)
    assert not draft.attachments.exists()


def test_a_piece_under_the_name_of_another_document_is_refused() -> None:
    claire, draft = a_supplier()[0], a_draft()
    attachments.join(claire, draft.pk, [joined("RIB.txt", b"autre")], at=AT)
    with pytest.raises(Refusal, match="CPP-PJ-01"):
        attachments.join(claire, draft.pk, [], pieces=kept(claire, "RIB.txt"), at=AT)


def test_what_a_stranger_joined_cannot_be_kept() -> None:
    draft = a_draft()
    attachments.join(a_supplier()[0], draft.pk, [joined()], at=AT)
    stranger = a_person("paul@example.org")
    for key in (str(draft.attachments.get().pk), "0", "rien"):
        with pytest.raises(NotFound):
            keeping.keep(stranger, draft.pk, key, at=AT)
    with pytest.raises(NotFound):
        keeping.keep(a_supplier()[0], draft.pk, "0", at=AT)


def test_a_suspended_invoice_is_completed_with_a_piece_and_twice_is_once() -> None:
    claire, invoice = a_supplier()[0], walk(an_available(), Status.SUSPENDUE)
    pieces, seen = kept(claire, "RIB.txt"), Invoice.objects.get(pk=invoice.pk).status_since
    for _ in range(2):
        returns.complete(claire, invoice.pk, [], pieces=pieces, at=LATER, seen=seen)
    assert Invoice.objects.get(pk=invoice.pk).status == Status.COMPLETEE
    assert invoice.attachments.get().name == "RIB.txt"


def test_uses_are_the_invoices_one_joined_it_to_and_no_deleted_draft() -> None:
    claire, paul = a_supplier()[0], a_person("paul@example.org")
    grant(paul, a_structure(SAFE_STYLE))
    (piece,) = kept(claire, "RIB.txt")
    digest = Piece.objects.get(pk=piece).file_id
    of_claire, gone, of_paul = a_draft(), a_draft("SS-2026-002"), a_draft("SS-2026-003")
    attachments.join(claire, of_claire.pk, [], pieces=[piece], at=AT)
    attachments.join(claire, gone.pk, [], pieces=[piece], at=LATER)
    attachments.join(paul, of_paul.pk, [joined("RIB.txt", b"RIB.txt")], at=LATER)
    drafts.delete(claire, gone.pk, at=LATER)

    assert keeping.uses(claire, [digest, "0" * 64]) == {digest: keeping.Use(times=1, last=AT)}
