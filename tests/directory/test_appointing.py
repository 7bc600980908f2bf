"""The manager of a public structure: two different operators, held by the database too."""

import pytest
from django.db import IntegrityError, transaction

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_clerk, a_person, a_structure
from unisson.accounts.models import User
from unisson.directory import acts, appointing, register, requests, rights
from unisson.directory.models import Appointment, Membership, OperatorAct
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices.models import Email

from .conftest import A_DECREE, an_appointment, an_operator, confirmed

pytestmark = pytest.mark.django_db


def proposed(operator: User, person: User | None = None, *, reason: str = "Arrêté") -> Appointment:
    return an_appointment(operator, a_structure(PARIS_7E), person or a_clerk(), reason=reason)


def test_one_proposes_another_confirms_and_the_former_is_told() -> None:
    structure, former = a_structure(PARIS_7E), a_person("ancien@example.org")
    register.attach(former, structure, at=AT, role=Membership.Role.PRINCIPAL)
    first, second = an_operator(), an_operator("deux@example.org")
    made = proposed(first)
    assert Email.objects.get(kind="appointment-proposed").to == second.email
    confirmed(second, made, at=LATER)
    assert (rights.managed(a_clerk()), rights.managed(former)) == ({structure.pk}, frozenset())
    assert Email.objects.get(kind="manager-replaced").to == former.email
    assert [line.what for line in acts.journal()] == [
        OperatorAct.What.CONFIRMED,
        OperatorAct.What.DOCUMENT_READ,
        OperatorAct.What.PROPOSED,
    ]


def test_who_proposed_does_not_confirm_not_even_in_the_database() -> None:
    operator = an_operator()
    made = proposed(operator)
    with pytest.raises(Refusal) as caught:
        appointing.confirm(operator, made.pk, at=LATER)
    assert caught.value.code == "CPP-NOMINATION-08"
    for decider in (operator, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appointment.objects.filter(pk=made.pk).update(state="CONFIRMEE", decided_by=decider)


def test_who_is_proposed_does_not_confirm() -> None:
    second = an_operator("deux@example.org")
    made = proposed(an_operator(), second)
    with pytest.raises(Refusal) as caught:
        appointing.confirm(second, made.pk, at=LATER)
    assert caught.value.code == "CPP-NOMINATION-08"


def test_decided_once() -> None:
    made, second = proposed(an_operator()), an_operator("deux@example.org")
    appointing.dismiss(second, made.pk, reason="Erreur", at=LATER)
    for act in (appointing.confirm, lambda *a, **k: appointing.dismiss(*a, reason="x", **k)):
        with pytest.raises(Refusal) as caught:
            act(second, made.pk, at=LATER)
        assert caught.value.code == "CPP-NOMINATION-07"
    assert not rights.managed(a_clerk())
    with pytest.raises(NotFound):
        appointing.confirm(second, made.pk + 1, at=LATER)


def test_what_cannot_be_proposed_is_refused_by_its_code() -> None:
    operator, gone = an_operator(), a_person("parti@example.org")
    gone.is_active = False
    gone.save()
    proposed(operator)
    managed = a_structure(SAFE_STYLE)
    register.attach(a_person("gerante@example.org"), managed, at=AT, role=Membership.Role.PRINCIPAL)
    cases = {
        "CPP-NOMINATION-01": lambda: proposed(operator, reason="  "),
        "CPP-NOMINATION-02": lambda: proposed(operator, a_person("autre@example.org")),
        "CPP-NOMINATION-03": lambda: proposed(operator, operator),
        "CPP-NOMINATION-05": lambda: proposed(operator, gone),
        "CPP-NOMINATION-06": lambda: an_appointment(operator, managed, a_clerk()),
    }
    for code, act in cases.items():
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == code


def test_a_request_to_be_attached_is_settled_by_the_appointment() -> None:
    person, structure = a_person("noe@example.org"), a_structure(PARIS_7E)
    asked = requests.ask(person, structure, wanted=[], at=AT)
    confirmed(an_operator("deux@example.org"), proposed(an_operator(), person), at=LATER)
    asked.refresh_from_db()
    assert (asked.state, rights.managed(person)) == ("VALIDEE", {structure.pk})


def test_it_is_proposed_on_a_document_that_the_second_operator_read() -> None:
    structure, first, second = a_structure(PARIS_7E), an_operator(), an_operator("deux@example.org")
    with pytest.raises(Refusal) as caught:
        appointing.propose(first, structure, a_clerk(), reason="Arrêté", at=AT)
    assert caught.value.code == "CPP-SUCCESSION-08"
    made = proposed(first)
    appointing.read_document(first, made.pk, at=AT)
    with pytest.raises(Refusal) as caught:
        appointing.confirm(second, made.pk, at=LATER)
    assert caught.value.code == "CPP-SUCCESSION-09"
    assert appointing.read_document(second, made.pk, at=LATER) == (A_DECREE.content, "arrete.pdf")
    appointing.confirm(second, made.pk, at=LATER)


def test_a_private_structure_that_nobody_manages_is_given_a_manager() -> None:
    structure, person = a_structure(SAFE_STYLE), a_person("suivant@example.org")
    confirmed(an_operator("deux@example.org"), an_appointment(an_operator(), structure, person), at=LATER)
    assert rights.managed(person) == {structure.pk}
