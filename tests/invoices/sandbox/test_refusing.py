"""« Le prochain dépôt est rejeté »: once, by whatever door, as a real rejection; never in production."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from pytest_django import Settings

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, a_cii, a_draft, a_person, a_structure, a_supplier, grant, receive
from tests.invoices.flows.builders import CII
from unisson.directory.spaces import Level, Space
from unisson.invoices import deposit
from unisson.invoices.flows import receiving, working
from unisson.invoices.models import Flow, Invoice, NextRefusal
from unisson.invoices.sandbox import refusing
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped
from unisson.kernel.findings import from_data
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.words import sentence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sandbox(settings: Settings) -> None:
    settings.SANDBOX = True


def armed(code: str = "CPP-ADM-06") -> None:
    user, supplier = a_supplier()
    a_structure(PARIS_7E)
    NextRefusal.objects.create(structure=supplier, code=code, set_by=user, set_at=AT)


def flow_of(number: str, *, name: str = "f.xml") -> Flow:
    user, supplier = a_supplier()
    sent = receiving.Sent(name=name, content=a_cii(number), stated=CII)
    return receiving.receive(user, sent, supplier=supplier, channel=Channel.API, at=AT).flow


def test_it_is_for_who_connects_software_of_the_structure() -> None:
    structure, player, reader = a_structure(SAFE_STYLE), a_person("p@example.org"), a_person("r@example.org")
    structure.openings.create(space=Space.CONNECTIONS)
    grant(player, structure, Space.CONNECTIONS)
    grant(reader, structure, Space.CONNECTIONS, Level.READ)

    assert refusing.choose(player, structure.pk, "CPP-ADM-06", at=AT)
    for person in (reader, a_supplier()[0]):
        with pytest.raises(NotFound):
            refusing.choose(person, structure.pk, "CPP-ADM-05", at=AT)
    with pytest.raises(Refusal) as refused:
        refusing.choose(player, structure.pk, "CPP-XML-01", at=AT)
    assert refused.value.code == "CPP-ESSAI-02"
    assert NextRefusal.objects.get().code == "CPP-ADM-06"
    refusing.choose(player, structure.pk, None, at=AT)
    assert not NextRefusal.objects.exists()


def test_in_production_nothing_is_played(settings: Settings) -> None:
    armed()
    settings.SANDBOX = False
    user, supplier = a_supplier()
    with pytest.raises(Refusal) as refused:
        refusing.choose(user, supplier.pk, "CPP-ADM-06", at=AT)
    assert refused.value.code == "CPP-ESSAI-01"
    assert receive(a_cii()).state == Flow.State.INTEGRATED
    assert NextRefusal.objects.exists()


@pytest.mark.parametrize("code", sorted(refusing.PLAYED))
def test_each_code_is_told_in_whole_sentences(code: str) -> None:
    armed(code)
    flow = receive(a_cii())
    assert flow.state == Flow.State.REJECTED
    (finding,) = [from_data(one) for one in flow.findings]
    assert finding.code == code
    assert "{" not in sentence(code, finding.values)


def test_the_flow_of_a_machine_is_rejected_once() -> None:
    armed()
    first, second = flow_of("FA-1"), flow_of("FA-2")
    working.process_pending(clock=stopped(AT))

    first.refresh_from_db(), second.refresh_from_db()
    assert [first.state, second.state] == [Flow.State.REJECTED, Flow.State.INTEGRATED]
    assert [one["code"] for one in first.findings] == ["CPP-ADM-06"]
    assert first.invoice_number == "FA-1"


def test_what_is_refused_anyway_does_not_use_it_up() -> None:
    armed()
    assert receive(a_cii(replace={"<ram:CategoryCode>S</ram:CategoryCode>": ""})).state == Flow.State.REJECTED
    assert NextRefusal.objects.exists()


def test_a_persons_draft_is_refused_and_goes_at_the_second_time() -> None:
    armed()
    draft = a_draft()
    with pytest.raises(Refusal) as refused:
        deposit.send(a_person(), draft.pk, version=draft.draft_version, at=AT)
    assert (refused.value.code, [one.code for one in refused.value.findings]) == ("CPP-DEPOT-06", ["CPP-ADM-06"])
    draft.refresh_from_db()
    assert draft.status == Status.BROUILLON
    assert deposit.send(a_person(), draft.pk, version=draft.draft_version, at=AT).status == Status.DEPOSEE


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_of_two_deposits_at_once_one_is_refused() -> None:
    armed()
    a_structure(PARIS_7E)
    start, states = Barrier(2), []

    def send(number: str) -> None:
        start.wait()
        states.append(receive(a_cii(number), f"{number}.xml").state)
        connection.close()

    threads = [Thread(target=send, args=[number]) for number in ("FA-1", "FA-2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == sorted([Flow.State.REJECTED, Flow.State.INTEGRATED])
    assert Invoice.objects.count() == 1
