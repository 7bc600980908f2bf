import json

import pytest

from tests.invoices.builders import an_available
from unisson.cli import audit
from unisson.invoices.models import Invoice

pytestmark = pytest.mark.django_db


def test_a_sound_record_is_said_and_passes(capsys: pytest.CaptureFixture[str]) -> None:
    an_available()
    assert audit.run(as_json=False)
    assert "1 factures" in capsys.readouterr().out


def test_each_fault_is_a_line_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    Invoice.objects.filter(pk=an_available().pk).update(net_to_pay=1)
    assert not audit.run(as_json=True)
    first, last = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["code"] == "CPP-AUDIT-06"
    assert last["looked_at"]["invoices"] == 1
