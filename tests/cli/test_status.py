import pytest

from tests.invoices.builders import AT, a_deposit, a_structure, certificate_of
from unisson.cli.main import DONE, REFUSED, main
from unisson.cli.status import WAITING
from unisson.invoices import sweep
from unisson.invoices.models import Flow
from unisson.kernel.clock import now
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db


def an_email(state: Email.State, error: str = "") -> Email:
    return Email.objects.create(
        to="a@example.org", kind="x", created_at=AT, next_try_at=AT, state=state, attempts=9, last_error=error
    )


def test_it_counts_what_waits_and_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    a_deposit()
    an_email(Email.State.PENDING)
    waiting = {kind for kind, count in sweep.left().items() if count}
    assert waiting == {"delivered", "register", "tallies", "certificates", "directory", "emails"}
    assert main(["status"]) == DONE
    said = capsys.readouterr().out
    assert "non analysé" in said
    assert "Go libres" in said


def test_what_a_mail_server_did_not_take_yet_is_told_and_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    an_email(Email.State.PENDING, "OSError: refused")
    Email.objects.update(attempts=1)
    assert main(["status"]) == DONE
    assert "OSError: refused" in capsys.readouterr().out


def test_what_failed_is_listed_with_its_reason_and_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    flow = a_deposit().flow
    Flow.objects.update(state=Flow.State.FAILED, last_error="ValueError: a fault of ours")
    an_email(Email.State.FAILED, "OSError: refused")
    certificate_of(flow.invoice).__class__.objects.update(attempts=2, last_error="ValueError: wrong password")
    assert main(["status"]) == REFUSED
    said = capsys.readouterr().out
    assert flow.number in said
    for reason in ("a fault of ours", "OSError: refused", "wrong password"):
        assert reason in said


def test_what_was_given_up_gets_another_round() -> None:
    a_structure()
    flow, email = a_deposit().flow, an_email(Email.State.FAILED)
    Flow.objects.update(state=Flow.State.FAILED, attempts=4, lease_until=None)
    assert main(["retry"]) == DONE
    flow.refresh_from_db()
    email.refresh_from_db()
    assert (flow.state, flow.attempts) == (Flow.State.RECEIVED, 0)
    assert flow.lease_until and flow.lease_until <= now()
    assert (email.state, email.attempts) == (Email.State.PENDING, 0)


def test_an_untouched_portal_has_nothing_to_say() -> None:
    assert main(["status"]) == DONE


def test_each_kind_of_work_has_its_words_and_its_count() -> None:
    assert set(WAITING) == set(sweep.STEPS) == set(sweep.left())
