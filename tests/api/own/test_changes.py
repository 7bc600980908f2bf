"""`GET changes`: read to the end by its cursor."""

import pytest

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import LATER, a_structure, an_available, passed_on, walk
from unisson.api.own import cursors
from unisson.invoices import changes
from unisson.invoices.register import ledger
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from ..caller import Machine, a_machine
from .caller import code_of, get

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine() -> Machine:
    a_structure()
    return a_machine()


def number() -> None:
    ledger.number_pending(clock=stopped(LATER))


def test_a_change_says_whose_invoice_it_is_and_from_what_to_what(machine: Machine) -> None:
    made = walk(an_available(), Status.REJETEE)
    number()
    told = get(machine, "changes").json()
    assert [one["status"] for one in told["changes"]] == [
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
        "REJETEE",
    ]
    first, last = told["changes"][0], told["changes"][-1]
    assert "former_status" not in first
    assert last == {
        "id": last["id"],
        "invoice_id": made.pk,
        "number": made.number,
        "supplier": {"id": machine.structure.pk, "identifier": "53819959700013", "name": "SAFE STYLE"},
        "recipient": {"id": made.recipient_id, "identifier": "21750001608202", "name": "MAIRIE 7EME ARR."},
        "former_status": "MISE_A_DISPOSITION",
        "status": "REJETEE",
        "at": "2026-11-20T11:30:00.000+01:00",
        "channel": "AUTOMATIQUE",
        "reason": "DOUBLON",
        "comment": "Voir ci-joint.",
    }
    assert told["has_more"] is False


def test_the_cursor_leads_to_what_comes_after(machine: Machine) -> None:
    made = an_available()
    number()
    first = get(machine, "changes", limit=2).json()
    assert (len(first["changes"]), first["has_more"]) == (2, True)
    second = get(machine, "changes", since=first["next"]).json()
    assert ([one["status"] for one in second["changes"]], second["has_more"]) == (["MISE_A_DISPOSITION"], False)
    assert get(machine, "changes", since=second["next"]).json()["changes"] == []
    walk(made, Status.SUSPENDUE)
    number()
    assert [one["status"] for one in get(machine, "changes", since=second["next"]).json()["changes"]] == ["SUSPENDUE"]


def test_now_is_a_cursor_after_all_that_is_there(machine: Machine) -> None:
    an_available()
    number()
    told = get(machine, "changes", since="now").json()
    assert (told["changes"], told["has_more"]) == ([], False)
    assert cursors.read(told["next"]) == changes.end()


def test_a_recipient_learns_nothing_of_the_time_of_another(machine: Machine) -> None:
    passed_on()
    number()
    clerk = a_machine(a_structure(PONT_SAINT_ESPRIT))
    told = get(clerk, "changes").json()["changes"]
    assert [one["status"] for one in told] == ["MISE_A_DISPOSITION"]


def test_an_account_without_invoices_is_told_nothing(machine: Machine) -> None:
    an_available()
    number()
    stranger = a_machine(a_structure("21300202500012", name="AUTRE"))
    told = get(stranger, "changes").json()
    assert (told["changes"], cursors.read(told["next"])) == ([], changes.end())


@pytest.mark.parametrize("since", ["x", "AQAAAAAAAAA", "AQ==", "now ", "-1", "é", "A" * 4000, "AQ__________"])
def test_a_cursor_of_nobody_is_refused(machine: Machine, since: str) -> None:
    answer = get(machine, "changes", since=since)
    wanted = (410, "CPP-SUIVI-01") if len(since) == 12 else (400, "CPP-API-40")
    assert code_of(answer, wanted[0]) == wanted[1]
    assert answer.json()["field"] == "since"


@pytest.mark.parametrize("limit", ["0", "501", "dix", "1.5", ""])
def test_a_limit_that_is_none_is_told_in_french(machine: Machine, limit: str) -> None:
    answer = get(machine, "changes", limit=limit)
    assert code_of(answer, 400) == "CPP-API-04"
    assert (answer.json()["field"], "nput" in answer.json()["detail"]) == ("limit", False)


@pytest.mark.parametrize("place", [0, 1, 10**9, 2**60 - 1])
def test_a_cursor_is_read_as_it_was_written(place: int) -> None:
    assert cursors.read(cursors.written(place)) == place
