"""Group download: one folder an invoice, parts of 120 Mo, each recorded."""

import io
import zipfile
from datetime import timedelta

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.files import limits
from unisson.files.models import StoredFile
from unisson.invoices import attachments, bundle, certificate, exchange, returns
from unisson.invoices.models import Attachment, Invoice, Message, UserAction
from unisson.invoices.returns import Route
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound, Refusal

from .builders import AT, LATER, a_cii, a_clerk, a_draft, a_structure, a_supplier, an_available, walk

pytestmark = pytest.mark.django_db


def opened(*invoices: Invoice, by: User | None = None) -> zipfile.ZipFile:
    content = b"".join(bundle.zipped(by or a_supplier()[0], invoices))
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return archive


def attach(invoice: Invoice, name: str = "bon.pdf", size: int = 0) -> None:
    draft = a_draft("SS-2026-077")
    attachments.join(a_supplier()[0], draft.pk, [attachments.Joined(name=name, content=b"%d" % invoice.pk)], at=AT)
    file = Attachment.objects.get(invoice=draft).file
    Attachment.objects.create(invoice=invoice, file=file, name=name, added_at=AT)
    if size:
        StoredFile.objects.filter(pk=file.pk).update(size=size)


def test_a_folder_holds_the_file_its_readable_version_certificate_history_and_attachments() -> None:
    invoice = an_available()
    certificate.print_pending(clock=stopped(LATER))
    attach(invoice)

    archive = opened(Invoice.objects.get(pk=invoice.pk))

    assert {name.partition("/")[2] for name in archive.namelist()} == {
        "facture.xml",
        "version-lisible.pdf",
        "certificat-de-depot.pdf",
        "historique.csv",
        "pieces-jointes/bon.pdf",
    }
    [original] = [name for name in archive.namelist() if name.endswith("facture.xml")]
    assert archive.read(original) == a_cii()


def test_the_history_tells_statuses_actions_and_nothing_from_before_the_deposit() -> None:
    invoice = walk(an_available(), Status.REJETEE)
    bundle.note_downloads(a_clerk(), [invoice], at=LATER)
    archive = opened(invoice)

    [name] = [name for name in archive.namelist() if name.endswith("historique.csv")]
    codes = [line.split(";")[2].strip('"') for line in archive.read(name).decode("utf-8-sig").splitlines()[1:]]
    assert codes == [
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
        "REJETEE",
        "TELECHARGEMENT_FACTURE",
    ]


def test_who_got_a_recycled_invoice_reads_the_steps_before_and_not_the_words() -> None:
    invoice = walk(an_available(), Status.A_RECYCLER)
    a_structure(PONT_SAINT_ESPRIT)
    exchange.say(a_clerk(), invoice.pk, Message.Side.RECIPIENT, text="Pas chez nous.", at=LATER)
    route = Route(siret=PONT_SAINT_ESPRIT, comment="Voici.")
    returns.recycle(a_supplier()[0], invoice.pk, route, at=LATER + timedelta(days=1))

    def history(by: User) -> str:
        archive = opened(invoice, by=by)
        [name] = [name for name in archive.namelist() if name.endswith("historique.csv")]
        return archive.read(name).decode("utf-8-sig")

    theirs, whole = history(a_clerk(PONT_SAINT_ESPRIT)), history(a_supplier()[0])
    assert [text in theirs for text in ("A_RECYCLER", "Voici.", "Voir ci-joint.", "Pas chez nous.")] == [1, 1, 0, 0]
    assert all(text in whole for text in ("Voici.", "Voir ci-joint.", "Pas chez nous."))


def test_folders_never_lead_elsewhere_and_never_mix() -> None:
    invoice = an_available()
    Invoice.objects.filter(pk=invoice.pk).update(number="../../etc:1", file_name="../..\\x/évil.xml")
    one = Invoice.objects.select_related("supplier").get(pk=invoice.pk)

    names = opened(one, one).namelist()

    folders = {name.partition("/")[0] for name in names}
    assert len(folders) == 2
    assert not any(".." in name or name.startswith("/") or "\\" in name for name in names)


def test_a_part_weighs_no_more_than_the_limit_and_a_heavy_invoice_travels_alone() -> None:
    light, heavy, last = an_available("A-1"), an_available("A-2"), an_available("A-3")
    attach(heavy, size=limits.DOSSIER)

    parts = bundle.parts(a_clerk(), [last.pk, heavy.pk, light.pk])

    assert [[one.number for one in part.invoices] for part in parts] == [["A-1"], ["A-2"], ["A-3"]]
    assert [part.number for part in parts] == [1, 2, 3]


def test_several_light_ones_are_one_part() -> None:
    invoices = [an_available(f"A-{rank}") for rank in range(3)]
    [part] = bundle.parts(a_clerk(), [one.pk for one in invoices])
    assert len(part.invoices) == 3


def test_one_that_is_not_theirs_refuses_them_all() -> None:
    mine, draft = an_available(), a_draft()
    for pks in ([mine.pk, 0], [mine.pk, draft.pk]):
        with pytest.raises(NotFound):
            bundle.parts(a_clerk(), pks)
    with pytest.raises(NotFound):
        bundle.parts(a_clerk(PONT_SAINT_ESPRIT), [mine.pk])


@pytest.mark.parametrize(("pks", "code"), [([], "CPP-DOSSIER-01"), (range(1, 1002), "CPP-DOSSIER-02")])
def test_none_and_too_many_are_refused(pks: list[int], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        bundle.parts(a_clerk(), pks)
    assert refused.value.code == code


def test_a_download_by_the_recipient_is_recorded_and_marks_it() -> None:
    invoice = an_available()
    bundle.note_downloads(a_supplier()[0], [invoice], at=LATER)
    assert not Invoice.objects.get(pk=invoice.pk).downloaded
    bundle.note_downloads(a_clerk(), [invoice], at=LATER)
    assert Invoice.objects.get(pk=invoice.pk).downloaded
    assert UserAction.objects.filter(what=UserAction.What.DOWNLOAD).count() == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("/bon.pdf", "bon.pdf"),
        ("C:\\bon\0.pdf", "C-bon.pdf"),
        ("..", "sans-nom"),
        ("con.pdf", "_con.pdf"),
        ("CON. SAFE STYLE", "_CON. SAFE STYLE"),
        ("lpt1", "_lpt1"),
        ("console.pdf", "console.pdf"),
        ("e\u0301tat.pdf", "\u00e9tat.pdf"),
        ("FA-1 S.A.R.L. Dupont et Fils", "FA-1 S.A.R.L. Dupont et Fils"),
        ("a" * 119 + " bien long.pdf", "a" * 119 + ".pdf"),
        ("a" * 119 + ". bien long", "a" * 119),
        ("\u6f22" * 100 + ".pdf", "\u6f22" * 40 + ".pdf"),
    ],
)
def test_a_name_in_an_archive_can_be_written_anywhere_and_leads_nowhere_else(name: str, kept: str) -> None:
    assert bundle.safe(name) == kept
