"""A check says what the deposit says: same findings, same decision; and it leaves nothing behind."""

import hashlib
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from unisson.cli import verdict
from unisson.directory.spaces import Level, Space
from unisson.einvoice.reading import Syntax
from unisson.files import store
from unisson.invoices import checking, deposit
from unisson.invoices.admission import OF_OTHER_FRAMEWORKS
from unisson.invoices.checking import Checked
from unisson.invoices.drafting import drafts
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import from_data
from unisson.kernel.ports import ScanVerdict, ports
from unisson.kernel.refusal import Refusal
from unisson.rules.policy import OF_THE_FORM

from .builders import AT, a_cii, a_deposit, a_pdf, a_person, a_structure, a_supplier, grant, receive
from .flows.builders import CII, FACTURX, UBL, WRONG_TOTAL, judged

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples"
EMPTY = "fautive-vide.pdf"
FILES = sorted([*(SAMPLES / "xml").glob("*.xml"), *(SAMPLES / "pdf").glob("*.pdf")], key=lambda path: path.name)
FILES = [path for path in FILES if path.name != EMPTY]
SYNTAXES = {"CII": CII, "UBL": UBL, "UBL_CREDIT_NOTE": UBL, "FACTURX": FACTURX}


def check(content: bytes, name: str = "facture.xml") -> Checked:
    user, supplier = a_supplier()
    upload = deposit.Upload(name=name, content=content)
    return checking.check(user, upload, supplier=supplier, at=AT)


def codes(checked: Checked) -> set[str]:
    return {one.code for one in (*checked.blocking, *checked.remarks, *checked.form)}


@pytest.fixture(autouse=True)
def _recipients() -> None:
    a_structure(PARIS_7E)
    a_structure(PONT_SAINT_ESPRIT)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_command_line_and_the_check_say_the_same_of_a_file(path: Path) -> None:
    """But for what only the directory knows, and advice that would be wrong here (`OF_OTHER_FRAMEWORKS`)."""
    said = verdict.verdict_on(str(path), verdict.Asked(on=legal_day(AT)))
    checked = check(path.read_bytes(), path.name)
    if checked.value is None:
        assert (said.valid, checked.admissible, said.rulesets) == (False, False, ())
        return
    ours = {code for code in codes(checked) if not code.startswith(("CPP-ADM", "CPP-SAISIE"))}
    theirs = {one.code for one in said.findings} - OF_OTHER_FRAMEWORKS
    if checked.syntax == Syntax.PDF:
        # The form names the supplier, and complains of each place once.
        assert ours - OF_THE_FORM <= theirs
        assert not said.valid or checked.admissible or codes(checked) - ours
        return
    assert ours <= theirs
    assert {code for code in theirs - ours if not code.startswith("CPP-")} == set()  # ours give way to official ones
    if not any(one.code.startswith("CPP-ADM") for one in checked.blocking):
        assert said.valid == checked.admissible


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_deposit_by_machine_decides_as_the_check_did(path: Path) -> None:
    checked = check(path.read_bytes(), path.name)
    flow = judged(path.read_bytes(), path.name, stated=SYNTAXES.get(checked.syntax, CII))
    assert (flow.state == Flow.State.INTEGRATED) == (checked.admissible and checked.syntax in SYNTAXES)
    if flow.state == Flow.State.REJECTED:
        assert {from_data(one).code for one in flow.findings} >= {one.code for one in checked.blocking}


def test_the_form_of_a_plain_pdf_asks_what_the_check_said() -> None:
    content = a_pdf(faint=True)
    checked = check(content, "facture.pdf")
    draft = Invoice.objects.get(flow=receive(content, "facture.pdf", channel=Channel.PORTAL))
    asked = drafts.check(draft, at=AT)
    assert {one.code for one in asked.findings} == codes(checked)
    assert checked.admissible
    assert [one.code for one in checked.form] == ["CPP-TVA-01"]


def test_nothing_is_written_and_no_file_is_kept() -> None:
    a_supplier()
    kept = store.put(b"<a/>", name="a.xml", media_type="application/xml", at=AT)
    for content, name in ((a_cii("FA-UNE-FOIS"), "facture.xml"), (a_pdf("PDF-UNE-FOIS"), "facture.pdf")):
        with CaptureQueriesContext(connection) as asked:
            check(content, name)
        digest = hashlib.sha256(content).hexdigest()
        written = [one["sql"] for one in asked if not one["sql"].lstrip("( ").startswith(("SELECT", "SAVEPOINT"))]
        assert written == []
        assert not store.is_intact(digest)
    assert store.is_intact(kept.file.digest)
    assert not Flow.objects.exists()


def test_a_number_that_is_used_names_the_invoice_that_has_it() -> None:
    first = a_deposit()
    again = check(a_cii())
    assert [one.code for one in again.blocking] == ["CPP-ADM-10", "CPP-FLUX-06"]
    assert again.twin == first
    assert "CPP-DEPOT-02" in codes(again)


def test_the_number_of_another_supplier_says_nothing() -> None:
    a_deposit()
    other = a_structure("21300202500012", name="AUTRE")
    person = a_person("other@example.org")
    grant(person, other)
    upload = deposit.Upload(name="facture.xml", content=a_cii())
    found = checking.check(person, upload, supplier=other, at=AT)
    assert (found.twin, found.supplier) == (None, other)
    assert {"CPP-ADM-11"} == {one.code for one in found.blocking}
    assert "CPP-DEPOT-02" not in codes(found)


def test_the_supplier_is_the_one_that_the_file_names_where_one_may_send_for_it() -> None:
    user, safe_style = a_supplier()
    other = a_structure("21300202500012", name="AUTRE")
    grant(user, other)
    upload = deposit.Upload(name="facture.xml", content=a_cii())
    assert checking.check(user, upload, supplier=other, at=AT).supplier == safe_style


@pytest.mark.parametrize("level", [None, Level.READ])
def test_who_may_not_send_is_refused(level: Level | None) -> None:
    person, structure = a_person("reader@example.org"), a_structure(SAFE_STYLE)
    if level:
        grant(person, structure, Space.ISSUED, level)
    with pytest.raises(Refusal, match="CPP-ACCES-02"):
        checking.check(person, deposit.Upload(name="f.xml", content=a_cii()), supplier=structure, at=AT)


@pytest.mark.parametrize(("content", "code"), [(b"", "CPP-FICHIER-01"), (b"<" + b"a" * 11_000_000, "CPP-FICHIER-02")])
def test_a_file_that_no_deposit_takes_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        check(content)


def test_a_virus_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Finds:
        def scan(self, content: bytes) -> ScanVerdict:
            return ScanVerdict.INFECTED

    monkeypatch.setattr(ports, "scanner", Finds())
    with pytest.raises(Refusal, match="CPP-FICHIER-06"):
        check(a_cii())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"Bonjour", "CPP-DEPOT-01"),
        (b"<a/>", "CPP-XML-05"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "CPP-XML-01"),
        (b"%PDF-1.7 broken", "CPP-PDF-02"),
        (b"PK\x03\x04", "CPP-DEPOT-11"),
    ],
)
def test_what_is_no_invoice_is_judged_as_such(content: bytes, code: str) -> None:
    found = check(content)
    assert ([one.code for one in found.blocking], found.value) == ([code], None)


def test_a_wrong_total_is_not_admissible() -> None:
    found = check(a_cii(replace=WRONG_TOTAL))
    assert not found.admissible
    assert found.value
