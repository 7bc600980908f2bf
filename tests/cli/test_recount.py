import pytest
from django.db.models import Sum

from tests.invoices.builders import an_available
from unisson.cli.main import main
from unisson.invoices.models import Tally

pytestmark = pytest.mark.django_db


def test_it_counts_all_anew(capsys: pytest.CaptureFixture[str]) -> None:
    an_available()
    assert main(["recount"]) == 0
    assert "1" in capsys.readouterr().out.split()
    counted = Tally.objects.filter(what=Tally.What.STATUS)
    assert counted.aggregate(all=Sum("count"))["all"] == 2
    assert main(["recount"]) == 0
    assert counted.aggregate(all=Sum("count"))["all"] == 2
