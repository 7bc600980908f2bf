"""Who follows a manager that is gone: a document judged by what it is, a decision traced, everybody told."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from tests.builders import PARIS_7E
from tests.invoices.builders import AT, LATER, a_clerk, a_pdf, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import acts, appointing, requests, rights, succession
from unisson.directory.models import Appointment, Demand, ManagerAct, Membership, OperatorAct, Structure
from unisson.directory.spaces import Level, Space
from unisson.directory.succession import Document
from unisson.files import store
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import House, an_operator

REASON = "La gestionnaire est partie à la retraite en juin"


@pytest.fixture(autouse=True)
def _kept_here(tmp_path: Path, settings: Settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path / "files"}},
    }


def picture(kind: str) -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (20, 20)).save(output, kind)
    return output.getvalue()


def asked(user: User, structure: Structure, content: bytes = b"", name: str = "arrete.pdf") -> Demand:
    document = Document(name=name, content=content or a_pdf())
    return succession.ask(user, structure, reason=REASON, document=document, at=AT)


RIPE = AT + timedelta(days=4)
"""The managers had the time to object."""


def decide(operator: User, demand: Demand, *, accept: bool = True, read: bool = True, at: datetime = RIPE) -> str:
    """The code of the refusal, "" when it went through."""
    if read:
        succession.read_document(operator, demand.pk, at=LATER)
    try:
        succession.decide(operator, demand.pk, accept=accept, answer="Vu l’arrêté", at=at)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_accepted_for_a_private_structure_the_role_changes_and_all_are_told(house: House) -> None:
    operator, demand = an_operator(), asked(house.ines, house.structure)
    assert Email.objects.get(kind="succession-asked").to == operator.email
    assert decide(operator, demand) == ""
    assert house.structure.pk in rights.managed(house.ines)
    assert house.structure.pk not in rights.managed(house.claire)
    told = {(one.kind, one.to) for one in Email.objects.filter(kind__in=["succession-decided", "manager-replaced"])}
    assert told == {("succession-decided", house.ines.email), ("manager-replaced", house.claire.email)}
    assert acts.history(house.ines)[0].what == ManagerAct.What.APPOINTED
    line = acts.journal()[0]
    assert (line.what, line.before, line.after) == (
        OperatorAct.What.SUCCESSION_ACCEPTED,
        {"manager": house.claire.pk},
        {"manager": house.ines.pk},
    )


def test_a_stranger_to_the_structure_may_follow_and_is_attached(house: House) -> None:
    clerk = a_clerk()
    assert decide(an_operator(), asked(clerk, house.structure)) == ""
    assert house.place(clerk).role == Membership.Role.PRINCIPAL


def test_accepted_for_a_public_structure_it_waits_for_another_operator(db: None) -> None:
    clerk, structure = a_clerk(), a_structure(PARIS_7E)
    first, second = an_operator(), an_operator("deux@example.org")
    demand = asked(clerk, structure)
    assert decide(first, demand) == ""
    assert not rights.managed(clerk)
    made = Appointment.objects.get()
    assert decide(second, demand, accept=False) == "CPP-NOMINATION-02"
    with pytest.raises(Refusal) as caught:
        appointing.confirm(first, made.pk, at=LATER)
    assert caught.value.code == "CPP-NOMINATION-08"
    succession.read_document(second, demand.pk, at=LATER)
    appointing.confirm(second, made.pk, at=LATER)
    assert structure.pk in rights.managed(clerk)
    assert Demand.objects.get(pk=demand.pk).state == Demand.State.ACCEPTED


def test_put_aside_by_the_second_the_request_is_refused_and_told(db: None) -> None:
    clerk, structure = a_clerk(), a_structure(PARIS_7E)
    demand = asked(clerk, structure)
    decide(an_operator(), demand)
    appointing.dismiss(an_operator("deux@example.org"), Appointment.objects.get().pk, reason="Faux", at=LATER)
    assert Demand.objects.get(pk=demand.pk).state == Demand.State.REFUSED
    assert Email.objects.get(kind="succession-decided").values["comment"] == "Faux"


def test_refused_nothing_changes_and_the_person_is_told(house: House) -> None:
    demand = asked(house.ines, house.structure)
    assert decide(an_operator(), demand, accept=False) == ""
    assert house.structure.pk in rights.managed(house.claire)
    assert Email.objects.get(kind="succession-decided").values["accepted"] is False


def test_who_is_refused_a_masked_structure_learns_no_name(house: House) -> None:
    Structure.objects.update(masked=True, name="SECRETE")
    decide(an_operator(), asked(a_person("inconnu@example.org"), house.structure), accept=False)
    told = [str(one.values) for one in Email.objects.filter(kind="succession-decided")]
    assert len(told) == 1
    assert "SECRETE" not in told[0]


def test_of_two_operators_the_second_is_told(house: House) -> None:
    demand = asked(house.ines, house.structure)
    assert decide(an_operator(), demand, accept=False) == ""
    assert decide(an_operator("deux@example.org"), demand) == "CPP-SUCCESSION-05"
    assert house.structure.pk not in rights.managed(house.ines)


def test_no_operator_decides_his_own(house: House) -> None:
    operator = an_operator()
    assert decide(operator, asked(operator, house.structure)) == "CPP-SUCCESSION-07"


@pytest.mark.parametrize("content", [a_pdf(), picture("PNG"), picture("JPEG")], ids=["pdf", "png", "jpeg"])
def test_a_pdf_or_a_picture_is_kept_whatever_its_name(house: House, content: bytes) -> None:
    demand = asked(house.ines, house.structure, content, name="arrete.txt")
    assert store.content_of(demand.document_id) == content  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"<html>", "arrete.pdf", "CPP-SUCCESSION-02"),
        (b"%PDF-1.7 cut", "arrete.pdf", "CPP-SUCCESSION-02"),
        (picture("PNG")[:40], "arrete.png", "CPP-SUCCESSION-02"),
        (picture("GIF"), "arrete.gif", "CPP-SUCCESSION-02"),
        (b"GIF89a;", "arrete.png", "CPP-SUCCESSION-02"),
        (b"x" * (10 * 1024 * 1024 + 1), "arrete.pdf", "CPP-FICHIER-02"),
    ],
)
def test_what_is_no_document_is_refused(house: House, content: bytes, name: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        asked(house.ines, house.structure, content, name)
    assert caught.value.code == code
    assert not Demand.objects.exists()


def test_asked_once_with_a_reason_and_not_by_the_manager(house: House) -> None:
    asked(house.ines, house.structure)
    codes = []
    for user, reason in ((house.ines, REASON), (house.claire, REASON), (house.hugo, "Moi")):
        with pytest.raises(Refusal) as caught:
            document = Document(name="a.pdf", content=a_pdf())
            succession.ask(user, house.structure, reason=reason, document=document, at=AT)
        codes.append(caught.value.code)
    assert codes == ["CPP-SUCCESSION-03", "CPP-SUCCESSION-04", "CPP-SUCCESSION-01"]


def test_who_manages_is_told_at_once_and_ends_it_with_one_press(house: House) -> None:
    demand = asked(house.ines, house.structure)
    told = {one.to for one in Email.objects.filter(kind="succession-announced")}
    assert told == {house.claire.email, house.hugo.email}
    assert list(succession.announced_to(house.claire)) == [demand]
    succession.object_to(house.hugo, demand.pk, at=LATER)
    demand.refresh_from_db()
    assert (demand.state, demand.decided_by) == (Demand.State.REFUSED, house.hugo)
    assert decide(an_operator(), demand, read=False) == "CPP-SUCCESSION-05"
    assert ManagerAct.objects.get(what=ManagerAct.What.OBJECTED).about == house.ines


def test_nobody_else_ends_it(house: House) -> None:
    demand = asked(house.ines, house.structure)
    stranger = a_clerk(PARIS_7E)
    for person in (stranger, house.ines):
        with pytest.raises(NotFound):
            succession.object_to(person, demand.pk, at=LATER)


def test_nothing_is_accepted_unread_nor_before_the_managers_could_object(house: House) -> None:
    operator, demand = an_operator(), asked(house.ines, house.structure)
    assert decide(operator, demand, read=False) == "CPP-SUCCESSION-09"
    assert decide(operator, demand, at=LATER) == "CPP-SUCCESSION-10"
    assert decide(operator, demand, accept=False, at=LATER) == ""


def test_against_a_manager_who_came_by_lately_a_second_operator_confirms(house: House) -> None:
    User.objects.filter(pk=house.claire.pk).update(last_login=AT)
    first, second = an_operator(), an_operator("second@example.org")
    demand = asked(house.ines, house.structure)
    assert decide(first, demand) == ""
    made = Appointment.objects.get(demand=demand)
    assert house.structure.pk in rights.managed(house.claire)
    with pytest.raises(Refusal) as caught:
        appointing.confirm(second, made.pk, at=RIPE)
    assert caught.value.code == "CPP-SUCCESSION-09"
    succession.read_document(second, demand.pk, at=RIPE)
    appointing.confirm(second, made.pk, at=RIPE)
    assert house.structure.pk in rights.managed(house.ines)


def test_to_lock_the_manager_first_spares_neither_the_letter_nor_the_wait_nor_the_second_operator(house: House) -> None:
    User.objects.filter(pk__in=[house.claire.pk, house.hugo.pk]).update(is_active=False, last_login=AT)
    demand = asked(house.ines, house.structure)
    assert house.claire.email in {one.to for one in Email.objects.filter(kind="succession-announced")}
    assert decide(an_operator(), demand, at=LATER) == "CPP-SUCCESSION-10"
    assert decide(an_operator("deux@example.org"), demand) == ""
    assert house.structure.pk not in rights.managed(house.ines)
    assert Appointment.objects.filter(demand=demand, state=Appointment.State.PROPOSED).exists()


def test_taken_back_what_was_proposed_upon_it_ends_too(db: None) -> None:
    structure = a_structure(PARIS_7E)
    person, first, second = a_clerk(), an_operator(), an_operator("second@example.org")
    demand = asked(person, structure)
    assert decide(first, demand) == ""
    made = Appointment.objects.get(demand=demand)
    requests.withdraw(person, demand.pk, at=RIPE)
    with pytest.raises(Refusal) as caught:
        appointing.confirm(second, made.pk, at=RIPE)
    assert caught.value.code == "CPP-NOMINATION-07"
    assert structure.pk not in rights.managed(person)


def test_who_follows_has_what_is_open_on_the_structure(house: House) -> None:
    stranger = a_person("zoe@example.org")
    assert decide(an_operator(), asked(stranger, house.structure)) == ""
    assert house.structure.pk in rights.scope(stranger, Space.ISSUED, Level.WRITE).structures
