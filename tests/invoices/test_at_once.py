"""The same thing asked for twice at the same instant, over two connections that commit for real."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.builders import SAFE_STYLE
from unisson.accounts.models import User
from unisson.directory.spaces import Space
from unisson.files import library
from unisson.files.models import Piece
from unisson.invoices import (
    actions,
    attachments,
    certificate,
    colleagues,
    delivery,
    deposit,
    exchange,
    keeping,
    returns,
)
from unisson.invoices.attachments import Joined
from unisson.invoices.letters import recap
from unisson.invoices.models import DepositCertificate, Entry, Flow, Invoice, Message, Note, StatusChange, UserAction
from unisson.invoices.register import audit, ledger
from unisson.invoices.status import Channel, Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox, preferences
from unisson.notices.models import Email
from unisson.notices.preferences import What

from .builders import (
    AT,
    LATER,
    a_cii,
    a_clerk,
    a_deposit,
    a_draft,
    a_person,
    a_structure,
    a_supplier,
    an_available,
    grant,
    walk,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each of `acts` in its own thread, all released together: what each gave or raised."""
    start, given = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=10)
            given[place] = act()
        except Exception as error:
            given[place] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return given


def test_a_draft_sent_from_two_tabs_is_one_invoice_with_one_certificate() -> None:
    draft, user = a_draft(), a_person()
    sent = at_once(*[lambda: deposit.send(user, draft.pk, version=1, at=LATER)] * 4)
    assert [invoice.pk for invoice in sent] == [draft.pk] * 4
    assert Invoice.objects.get().status == Status.DEPOSEE
    assert DepositCertificate.objects.count() == 1
    assert StatusChange.objects.filter(target=Status.DEPOSEE).count() == 1


def test_two_drafts_with_one_number_end_as_one_invoice() -> None:
    drafts, user = [a_draft(), a_draft()], a_person()
    sent = at_once(*[lambda pk=draft.pk: deposit.send(user, pk, version=1, at=LATER) for draft in drafts])
    refusals = [one for one in sent if isinstance(one, Refusal)]
    assert [refusal.code for refusal in refusals] in (["CPP-ADM-10"], ["CPP-DEPOT-06"])
    assert Invoice.objects.filter(status=Status.DEPOSEE).count() == DepositCertificate.objects.count() == 1


def test_a_number_sent_by_two_machines_is_one_invoice() -> None:
    a_structure()
    user, supplier = a_supplier()
    upload = deposit.Upload(name="facture.xml", content=a_cii())
    flows = at_once(*[lambda: deposit.receive(user, upload, supplier=supplier, channel=Channel.API, at=LATER)] * 3)
    assert sorted(flow.state for flow in flows) == [Flow.State.INTEGRATED, Flow.State.REJECTED, Flow.State.REJECTED]
    assert Invoice.objects.count() == DepositCertificate.objects.count() == 1


def test_two_workers_deliver_each_invoice_once() -> None:
    a_structure(contact_email="compta@example.org")
    for rank in range(6):
        a_deposit(f"FA-{rank}")
    delivered = at_once(*[lambda: delivery.deliver_pending(clock=stopped(LATER), batch=2)] * 2)
    assert sum(delivered) == 6
    assert StatusChange.objects.filter(target=Status.MISE_A_DISPOSITION).count() == 6
    assert Email.objects.count() == 6


def test_two_workers_send_each_letter_once(monkeypatch: pytest.MonkeyPatch) -> None:
    outbox.queue(
        [outbox.Draft(to=f"{rank}@example.org", kind="status-changed", values=LETTER) for rank in range(6)], at=LATER
    )
    assert sum(at_once(*[lambda: outbox.send_pending(clock=stopped(LATER))] * 2)) == 6
    assert set(Email.objects.values_list("attempts", flat=True)) == {1}


def test_two_workers_write_each_recap_once() -> None:
    for rank in range(6):
        person = a_person(f"{rank}@example.org")
        grant(person, a_structure(SAFE_STYLE))
        preferences.choose(person.pk, {What.DAILY}, at=AT)
    a_deposit()
    delivery.deliver_pending(clock=stopped(LATER))
    told = at_once(*[lambda: recap.tell_due(clock=stopped(AT + timedelta(days=1)))] * 3)
    assert sum(told) == 6
    assert Email.objects.filter(kind="recap-daily").count() == 6


def test_two_workers_print_one_certificate_for_ever() -> None:
    found = DepositCertificate.objects.get(invoice=a_deposit())
    won = at_once(*[lambda: certificate._print(found, at=LATER)] * 2)
    assert sorted(won) == [False, True]
    assert DepositCertificate.objects.get().pdf is not None


LETTER = {
    "invoice": 1,
    "number": "FA-1",
    "status": Status.SERVICE_FAIT,
    "recipient": "Mairie",
    "comment": "",
    "due": "12.00",
    "currency": "EUR",
}


def test_two_workers_chain_the_deposits_once_and_in_one_thread() -> None:
    for rank in range(12):
        a_deposit(f"FA-{rank}")
    for _ in range(4):
        at_once(*[lambda: ledger.number_pending(clock=stopped(LATER), batch=3)] * 3)
    while ledger.number_pending(clock=stopped(LATER)):
        pass
    assert sorted(Entry.objects.values_list("serial", flat=True)) == list(range(1, 37))
    assert list(ledger.faults()) == []


THEN = LATER + timedelta(hours=1)


def two_clerks() -> tuple[User, User]:
    ines = a_person("ines@example.org", first_name="Inès", last_name="Garnier")
    grant(ines, a_structure(), Space.RECEIVED)
    return a_clerk(), ines


def two_suppliers() -> tuple[User, User]:
    paul = a_person("paul@example.org", first_name="Paul", last_name="Durand")
    grant(paul, a_supplier()[1])
    return a_supplier()[0], paul


def refusals(given: list[Any]) -> list[str]:
    """The codes of what was refused; any other error is none of ours."""
    assert not [one for one in given if isinstance(one, Exception) and not isinstance(one, Refusal)]
    return [one.code for one in given if isinstance(one, Refusal)]


def told_by(given: list[Any], *texts: str) -> str:
    """The words of the only one who was not refused."""
    (won,) = (text for one, text in zip(given, texts, strict=True) if not isinstance(one, Refusal))
    return won


def the_record_is_whole() -> bool:
    return list(audit.audit(audit.Tally())) == []


@pytest.mark.parametrize("targets", [(Status.SERVICE_FAIT, Status.MANDATEE), (Status.MANDATEE, Status.MANDATEE)])
def test_two_who_treat_it_at_once_are_one_who_did_and_one_who_is_told(targets: tuple[Status, Status]) -> None:
    invoice, clerks, words = an_available(), two_clerks(), ("Bien reçu.", "Payée vendredi.")

    def treat(rank: int) -> Invoice:
        seen = invoice.status_since
        return actions.treat(clerks[rank], invoice.pk, targets[rank], at=THEN, seen=seen, comment=words[rank])

    given = at_once(lambda: treat(0), lambda: treat(1))

    assert refusals(given) == ["CPP-ETAT-07"]
    assert StatusChange.objects.get(source=Status.MISE_A_DISPOSITION).comment == told_by(given, *words)
    assert the_record_is_whole()


def test_two_who_complete_it_at_once_are_one_who_did_and_one_who_is_told() -> None:
    invoice, people, names = walk(an_available(), Status.SUSPENDUE), two_suppliers(), ("a.txt", "b.txt")

    def complete(rank: int) -> Invoice:
        joined = Joined(name=names[rank], content=names[rank].encode())
        return returns.complete(people[rank], invoice.pk, [joined], at=THEN, seen=invoice.status_since)

    given = at_once(lambda: complete(0), lambda: complete(1))

    assert refusals(given) == ["CPP-ETAT-07"]
    assert StatusChange.objects.filter(target=Status.COMPLETEE).count() == 1
    assert invoice.attachments.get().name == told_by(given, *names)
    assert the_record_is_whole()


def test_a_completion_sent_twice_at_once_is_one_and_both_are_told_so() -> None:
    invoice, (claire, _paul) = walk(an_available(), Status.SUSPENDUE), two_suppliers()
    joined = [Joined(name="a.txt", content=b"a")]

    given = at_once(*[lambda: returns.complete(claire, invoice.pk, joined, comment="Voici.", at=THEN)] * 2)

    assert refusals(given) == []
    assert invoice.attachments.count() == StatusChange.objects.filter(target=Status.COMPLETEE).count() == 1
    assert the_record_is_whole()


def test_two_who_acknowledge_it_at_once_are_written_once() -> None:
    invoice, people = walk(an_available(), Status.REJETEE), two_suppliers()
    seen = {invoice.pk: invoice.status_since}

    given = at_once(*[lambda one=one: returns.acknowledge(one, seen, at=THEN) for one in people])

    assert sorted(given) == [0, 1]
    assert UserAction.objects.get().actor == people[given.index(1)]
    assert the_record_is_whole()


def test_two_who_hand_it_over_at_once_are_one_who_did_and_one_who_is_told() -> None:
    invoice, clerks, words = an_available(), two_clerks(), ("Je la prends.", "Pour moi.")

    def take(rank: int) -> Invoice:
        return colleagues.note(clerks[rank], invoice.pk, text=words[rank], to=clerks[rank].pk, at=THEN)

    given = at_once(lambda: take(0), lambda: take(1))

    assert refusals(given) == ["CPP-NOTE-03"]
    written = Note.objects.get()
    assert written.text == told_by(given, *words)
    assert Invoice.objects.get().assignee == written.assigned == written.author
    assert the_record_is_whole()


def test_two_notes_at_once_are_both_kept() -> None:
    invoice, clerks = an_available(), two_clerks()

    given = at_once(*[lambda one=one: colleagues.note(one, invoice.pk, text="Vue.", at=THEN) for one in clerks])

    assert refusals(given) == []
    assert {one.author for one in Note.objects.all()} == set(clerks)
    assert the_record_is_whole()


def test_what_two_say_at_once_is_kept_and_what_one_says_twice_is_kept_once() -> None:
    invoice, people = an_available(), two_suppliers()

    def say(person: User) -> Message:
        return exchange.say(person, invoice.pk, Message.Side.SUPPLIER, text=f"Ici {person.first_name}.", at=THEN)

    given = at_once(*[lambda one=one: say(one) for one in (*people, people[0])])

    assert refusals(given) == []
    assert {one.author for one in Message.objects.all()} == set(people)
    assert Message.objects.count() == 2
    assert the_record_is_whole()


def test_the_same_file_kept_from_two_tabs_is_one_piece() -> None:
    claire = a_person()
    given = at_once(*[lambda: keeping.add(claire, [Joined(name="RIB.txt", content=b"FR76")], at=AT)] * 3)
    assert sorted(one[0].known for one in given) == [False, True, True]
    assert Piece.objects.count() == 1


def test_the_last_place_of_a_library_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "MOST", 1)
    claire = a_person()

    def add(name: str) -> Any:
        return keeping.add(claire, [Joined(name=name, content=name.encode())], at=AT)

    assert refusals(at_once(lambda: add("a.txt"), lambda: add("b.txt"))) == ["CPP-PIECE-01"]
    assert Piece.objects.count() == 1


def test_two_files_kept_at_once_under_one_name_are_two_pieces() -> None:
    claire = a_person()
    given = at_once(
        *[lambda text=text: keeping.add(claire, [Joined(name="RIB.txt", content=text)], at=AT) for text in (b"1", b"2")]
    )
    assert sorted(one[0].piece.name for one in given) == ["RIB (2).txt", "RIB.txt"]


def test_a_piece_deleted_while_it_is_joined_is_joined_whole_or_not_at_all() -> None:
    draft, claire = a_draft(), a_person()
    piece = keeping.add(claire, [Joined(name="RIB.txt", content=b"FR76")], at=AT)[0].piece

    joined, _gone = at_once(
        lambda: attachments.join(claire, draft.pk, [], pieces=[piece.pk], at=LATER),
        lambda: library.remove(claire.pk, piece.pk),
    )

    assert refusals([joined]) in ([], ["CPP-PIECE-04"])
    assert draft.attachments.count() == (0 if refusals([joined]) else 1)
    assert not Piece.objects.exists()
