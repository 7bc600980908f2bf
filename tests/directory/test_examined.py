import io

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import AT
from unisson.directory import examined, importing
from unisson.directory.models import ExaminedFile, OperatorAct, Structure
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .conftest import an_operator
from .files import a_file, a_line

pytestmark = pytest.mark.django_db


def a_kept_file(**cells: str) -> ExaminedFile:
    return examined.keep("annuaire.csv", a_file(a_line(**cells)).getvalue(), at=AT)


def mark(kept: ExaminedFile) -> str:
    return importing.examine(io.BytesIO(kept.content), at=AT).mark


def test_what_was_examined_is_imported_once_and_is_gone_then() -> None:
    kept, operator = a_kept_file(), an_operator()
    seen = mark(kept)
    assert examined.bring(kept.pk, seen=seen, actor=operator, at=AT).added == 1
    with pytest.raises(Refusal, match="CPP-ANNUAIRE-30"):
        examined.bring(kept.pk, seen=seen, actor=operator, at=AT)
    assert (Structure.objects.get().identifier, OperatorAct.objects.count()) == (PONT_SAINT_ESPRIT, 1)
    assert not ExaminedFile.objects.exists()


def test_one_that_is_refused_is_kept_with_nothing_of_it_done() -> None:
    kept = a_kept_file(Statut="?")
    with pytest.raises(Refusal, match="CPP-ANNUAIRE-28"):
        examined.bring(kept.pk, seen=mark(kept), actor=an_operator(), at=AT)
    assert ExaminedFile.objects.get() == kept
    assert not Structure.objects.exists()


def test_after_a_day_it_is_imported_no_more_and_the_sweep_erases_it() -> None:
    kept = a_kept_file()
    assert examined.forget_old(clock=stopped(AT)) == 0
    with pytest.raises(Refusal, match="CPP-ANNUAIRE-30"):
        examined.bring(kept.pk, seen=mark(kept), actor=an_operator(), at=AT + examined.KEPT)
    assert examined.over(at=AT + examined.KEPT).count() == 1
    assert [examined.forget_old(clock=stopped(AT + examined.KEPT)) for _ in range(2)] == [1, 0]


def test_what_would_do_something_else_than_was_seen_is_not_imported() -> None:
    kept = a_kept_file()
    with pytest.raises(Refusal, match="CPP-ANNUAIRE-43"):
        examined.bring(kept.pk, seen="autre", actor=an_operator(), at=AT)
    assert ExaminedFile.objects.get() == kept
    assert not Structure.objects.exists()
