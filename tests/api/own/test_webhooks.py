"""`webhooks`: the whole life of one, by its machine."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.builders import PONT_SAINT_ESPRIT
from tests.invoices.builders import AT, a_structure, a_supplier, grant
from unisson.directory.models import SpaceOpening
from unisson.directory.spaces import Level, Space
from unisson.invoices.webhooks import managing
from unisson.kernel.clock import now
from unisson.kernel.ports import Answered, Unreached, UnreachedError, ports
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import lanes
from unisson.notices.webhooks.events import KINDS

from ..caller import Machine, a_machine
from .caller import ROOT, code_of, get

pytestmark = pytest.mark.django_db
ASKED = {"url": "https://erp.exemple.fr/hook", "events": ["invoice.status_changed"], "description": "ERP"}


@pytest.fixture
def machine() -> Machine:
    one = a_machine()
    SpaceOpening.objects.get_or_create(structure=one.structure, space=Space.CONNECTIONS)
    grant(one.account.user, one.structure, Space.CONNECTIONS)
    return one


def call(machine: Machine, method: str, path: str = "", sent: object = None) -> Any:
    body = json.dumps(sent) if sent is not None else ""
    client = Client(raise_request_exception=False)
    return client.generic(method, f"{ROOT}/webhooks{path}", body, "application/json", headers=machine.headers)


def added(machine: Machine, **asked: object) -> dict[str, Any]:
    answer = call(machine, "POST", sent={**ASKED, **asked})
    assert answer.status_code == 201, answer.content
    return dict(answer.json())


def test_it_is_added_with_a_secret_that_no_other_answer_tells(machine: Machine) -> None:
    told = added(machine)
    assert told["secret"].startswith("whsec_")
    assert (told["url"], told["events"], told["state"]) == (ASKED["url"], ASKED["events"], "ACTIF")
    assert told["structure"]["identifier"] == machine.structure.identifier
    for path in ("webhooks", f"webhooks/{told['id']}"):
        assert told["secret"] not in get(machine, path).content.decode()
    assert [one["id"] for one in get(machine, "webhooks").json()["webhooks"]] == [told["id"]]


def test_what_is_absent_stays(machine: Machine) -> None:
    told = added(machine)
    changed = call(machine, "PATCH", f"/{told['id']}", {"events": list(KINDS)}).json()
    assert (changed["url"], changed["events"], changed["description"]) == (ASKED["url"], list(KINDS), "ERP")


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"url": "http://erp.exemple.fr/"}, "CPP-WEBHOOK-01", "url"),
        ({"url": "https://127.0.0.1/"}, "CPP-WEBHOOK-03", "url"),
        ({"events": ["invoice.paid"]}, "CPP-WEBHOOK-05", "events"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(machine: Machine, asked: dict[str, Any], code: str, field: str) -> None:
    answer = call(machine, "POST", sent={**ASKED, **asked})
    assert code_of(answer, 422) == code
    assert answer.json()["field"] == field
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize("name", ["url", "description", "events"])
def test_half_a_sign_is_told_as_unreadable(machine: Machine, name: str) -> None:
    answer = call(machine, "POST", sent={**ASKED, name: ["a\ud800"] if name == "events" else "a\ud800"})
    assert code_of(answer, 400) == "CPP-API-04"
    assert answer.json()["value"] == "a?"


@pytest.mark.parametrize("length", [20_000, 3_000_000])
def test_more_than_a_webhook_needs_is_a_413(machine: Machine, length: int) -> None:
    assert code_of(call(machine, "POST", sent={**ASKED, "description": "x" * length}), 413) == "CPP-API-43"


@pytest.mark.parametrize("sent", [{}, {"url": 1}, {"url": "https://a.fr", "events": "x"}, [], "", None])
def test_what_cannot_be_read_is_a_400(machine: Machine, sent: object) -> None:
    code_of(call(machine, "POST", sent=sent), 400)


def test_paused_resumed_renewed_removed(machine: Machine) -> None:
    told = added(machine)
    path = f"/{told['id']}"
    assert call(machine, "POST", f"{path}/pause").json()["state"] == "SUSPENDU"
    assert code_of(call(machine, "POST", f"{path}/test"), 422) == "CPP-WEBHOOK-06"
    assert call(machine, "POST", f"{path}/resume").json()["state"] == "ACTIF"
    renewed = call(machine, "POST", f"{path}/secret").json()
    assert renewed["secret"] != told["secret"]
    assert renewed["former_secret_until"]
    gone = call(machine, "DELETE", path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert code_of(call(machine, "DELETE", path), 404) == "CPP-ACCES-01"
    assert get(machine, "webhooks").json() == {"webhooks": []}


def test_a_test_is_sent_read_in_the_log_and_replayed(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = [UnreachedError(Unreached.SILENT, milliseconds=15000), Answered(status=200, text="ok")]

    class Receiver:
        def post(self, url: str, **_: Any) -> Answered:
            answer = answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer  # type: ignore[no-any-return]

    monkeypatch.setattr(ports, "poster", Receiver())
    pk = added(machine)["id"]
    sent = call(machine, "POST", f"/{pk}/test")
    assert (sent.status_code, sent.json()["state"]) == (202, "EN_ATTENTE")
    lanes.send_pending(clock=now)

    [failed] = get(machine, f"webhooks/{pk}/deliveries").json()["deliveries"]
    assert (failed["state"], failed["code"], failed["duration_ms"]) == ("ECHOUEE", "CPP-WEBHOOK-15", 15000)
    assert json.loads(failed["body"])["type"] == failed["event"] == "webhook.test"
    again = call(machine, "POST", f"/{pk}/deliveries/{failed['id']}/replay")
    assert (again.status_code, again.json()["message_id"]) == (202, failed["message_id"])
    lanes.send_pending(clock=now)
    [arrived] = get(machine, f"webhooks/{pk}/deliveries").json()["deliveries"]
    assert (arrived["state"], arrived["http_status"], arrived["answer"]) == ("LIVREE", 200, "ok")
    assert "code" not in arrived


def test_the_log_is_read_page_by_page_and_failures_are_replayed(machine: Machine) -> None:
    pk = added(machine)["id"]
    rows = [
        Delivery(
            endpoint_id=pk,
            message=f"msg_{number}",
            kind=KINDS[0],
            source=str(number),
            body="{}",
            made_at=AT,
            next_try_at=AT,
            state="ECHOUEE",
        )
        for number in range(5)
    ]
    Delivery.objects.bulk_create(rows)
    first = get(machine, f"webhooks/{pk}/deliveries", limit=3).json()
    second = get(machine, f"webhooks/{pk}/deliveries", limit=3, after=first["next"]).json()
    told = [one["message_id"] for one in (*first["deliveries"], *second["deliveries"])]
    assert told == [f"msg_{number}" for number in (4, 3, 2, 1, 0)]
    assert "next" not in second
    assert get(machine, f"webhooks/{pk}/deliveries", state="LIVREE").json() == {"deliveries": []}
    assert call(machine, "POST", f"/{pk}/replay", {"since": "2026-11-20T00:00:00Z"}).json() == {"replayed": 5}
    code_of(call(machine, "POST", f"/{pk}/replay", {"since": "2026-11-20T00:00:00"}), 400)


@pytest.mark.parametrize(
    "asked", [{"limit": 0}, {"limit": 201}, {"after": "x"}, {"after": "1" * 19}, {"state": "AUTRE"}]
)
def test_a_log_asked_for_wrongly_is_a_400(machine: Machine, asked: dict[str, object]) -> None:
    code_of(get(machine, f"webhooks/{added(machine)['id']}/deliveries", **asked), 400)


def test_keys_that_are_nobodys_are_a_404(machine: Machine) -> None:
    assert code_of(get(machine, "webhooks/99999"), 404) == "CPP-ACCES-01"
    code_of(get(machine, f"webhooks/{2**63}"), 400)


def test_those_of_another_structure_are_not_there(machine: Machine) -> None:
    other = a_structure(PONT_SAINT_ESPRIT)
    SpaceOpening.objects.get_or_create(structure=other, space=Space.CONNECTIONS)
    claire, _ = a_supplier()
    grant(claire, other, Space.CONNECTIONS)
    pk = managing.add(claire, other.pk, url="https://ailleurs.fr/", kinds=KINDS, at=AT).endpoint.pk
    assert get(machine, "webhooks").json() == {"webhooks": []}
    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/pause"),
        ("POST", "/resume"),
        ("POST", "/secret"),
        ("POST", "/test"),
        ("GET", "/deliveries"),
        ("POST", "/deliveries/1/replay"),
    ):
        assert code_of(call(machine, method, f"/{pk}{path}"), 404) == "CPP-ACCES-01"


def test_an_account_that_only_reads_changes_nothing_and_one_without_the_space_sees_nothing(machine: Machine) -> None:
    pk = added(machine)["id"]
    machine.account.user.memberships.get().grants.filter(space=Space.CONNECTIONS).update(level=Level.READ)
    assert get(machine, f"webhooks/{pk}").status_code == 200
    assert code_of(call(machine, "POST", sent={**ASKED, "url": "https://b.fr/"}), 404) == "CPP-ACCES-01"
    assert code_of(call(machine, "POST", f"/{pk}/test"), 404) == "CPP-ACCES-01"
    machine.account.user.memberships.get().grants.filter(space=Space.CONNECTIONS).delete()
    assert code_of(get(machine, f"webhooks/{pk}"), 404) == "CPP-ACCES-01"


def test_without_proofs_nothing_is_told() -> None:
    assert code_of(get(None, "webhooks"), 401)
