import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from tests.invoices.builders import LATER, a_deposit, an_available, walk
from unisson.cli import audit
from unisson.cli.main import DONE, REFUSED, main
from unisson.invoices import certificate
from unisson.invoices.models import Entry, Invoice
from unisson.invoices.register import ledger
from unisson.invoices.status import Status
from unisson.kernel.clock import now, stopped
from unisson.pdf.sealing import Sealer

pytestmark = pytest.mark.django_db


def test_a_sound_record_is_said_and_passes(capsys: pytest.CaptureFixture[str]) -> None:
    an_available()
    assert audit.run(as_json=False)
    assert "1 factures" in capsys.readouterr().out


def test_each_fault_is_a_line_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    Invoice.objects.filter(pk=an_available().pk).update(net_to_pay=1)
    assert not audit.run(as_json=True)
    first, _, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["code"] == "CPP-AUDIT-06"
    assert last["looked_at"]["invoices"] == 1


def test_what_was_taken_from_the_end_is_told_against_a_kept_checkpoint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    an_available()
    ledger.number_pending(clock=stopped(LATER))
    kept = tmp_path / "checkpoints"
    assert main(["audit", "--checkpoint"]) == DONE
    kept.write_text(capsys.readouterr().out)
    assert main(["audit", "--since", str(kept)]) == DONE
    Entry.objects.update(serial=None, link="")
    assert main(["audit", "--since", str(kept), "--json"]) == REFUSED
    assert "CPP-AUDIT-13" in capsys.readouterr().out


def test_what_was_there_before_the_register_is_entered_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    walk(an_available(), Status.SUSPENDUE)
    Entry.objects.all().delete()
    assert main(["audit"]) == REFUSED
    assert main(["audit", "--enter"]) == DONE
    assert main(["audit", "--enter"]) == DONE
    assert main(["audit"]) == DONE
    assert [line for line in capsys.readouterr().out.splitlines() if line.isdigit()] == ["6", "0"]


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_the_seals_of_a_former_key_hold_where_its_certificate_is_given(tmp_path: Path, encoding: Encoding) -> None:
    a_deposit()
    certificate.print_pending(clock=stopped(LATER))
    path = tmp_path / "former.crt"
    former = Sealer.from_pkcs12(Sealer.create("Avant", at=now())).certificate
    path.write_bytes(x509.load_der_x509_certificate(former).public_bytes(encoding))
    assert main(["audit", "--seals", "--sealed-by", str(path)]) == DONE


@pytest.mark.parametrize("option", ["--since", "--sealed-by"])
@pytest.mark.parametrize("content", [None, "junk"])
def test_a_file_that_is_none_is_refused(
    option: str, content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    if content:
        path.write_text(content)
    assert main(["audit", option, str(path)]) == REFUSED
    assert str(path) in capsys.readouterr().err
