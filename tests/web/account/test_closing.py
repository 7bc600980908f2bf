"""« Désactiver mon accès »: the person goes at once, their invoices and histories stay under a pseudonym."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, a_draft, a_pdf, a_person, a_structure, a_supplier, receive
from unisson.accounts import question
from unisson.accounts.models import AccountAct, Factor, User
from unisson.directory import departure, register
from unisson.directory.models import Membership
from unisson.files.models import Piece
from unisson.invoices import attachments, keeping
from unisson.invoices.models import Invoice
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound
from unisson.notices import outbox
from unisson.notices.models import Email

from .test_second_factor import an_app

pytestmark = pytest.mark.django_db

PASSWORD = "Essai-2026-xyz"
ADDRESS = "claire@example.org"


def signed_in() -> Client:
    client = Client()
    client.post(reverse("sign-in"), {"username": ADDRESS, "password": PASSWORD})
    return client


def test_the_account_opens_no_more_and_the_other_browsers_are_out() -> None:
    a_person(ADDRESS)
    here, other = signed_in(), signed_in()
    answer = here.post(reverse("account-close"), {"password": PASSWORD})
    assert answer.headers["Location"] == reverse("account-closed")
    assert [one.get(reverse("account")).status_code for one in (here, other, signed_in())] == [302] * 3
    assert here.get(reverse("account-closed")).status_code == 200


def test_the_password_is_asked_for() -> None:
    person = a_person(ADDRESS)
    signed_in().post(reverse("account-close"), {"password": "faux"})
    person.refresh_from_db()
    assert person.is_active


def test_nothing_left_in_the_account_tells_who_it_was() -> None:
    person = a_person(ADDRESS, last_name="Morel", contact_email="contact@example.org", phone="0102030405")
    an_app(person, "Téléphone de Claire")
    question.choose(person, "ANIMAL", "Médor", at=now())
    departure.leave(person, at=now())
    kept = "".join(map(str, [*User.objects.values_list(), *AccountAct.objects.values_list()])).lower()
    assert not [word for word in ("claire", "morel", "example.org", "0102030405") if word in kept]
    assert not Factor.objects.exists()


def test_invoices_and_histories_stay_under_a_pseudonym() -> None:
    person, _structure = a_supplier()
    receive(a_pdf(), "facture.pdf")
    before = Invoice.objects.count()
    departure.leave(person, at=now())
    person.refresh_from_db()
    assert Invoice.objects.count() == before > 0
    assert person.full_name == f"Ancien utilisateur n°\u00a0{person.pk}"


def test_the_files_that_they_kept_go_and_the_invoices_keep_theirs() -> None:
    draft, person = a_draft(), a_person(ADDRESS)
    attachments.join(person, draft.pk, [attachments.Joined(name="RIB.txt", content=b"RIB")], at=AT)
    keeping.keep(person, draft.pk, str(draft.attachments.get().pk), at=AT)
    departure.leave(person, at=now())
    assert not Piece.objects.exists()
    assert draft.attachments.get().name == "RIB.txt"
    with pytest.raises(NotFound):
        keeping.add(person, [attachments.Joined(name="Kbis.txt", content=b"Kbis")], at=AT)


def test_the_last_letter_goes_to_the_address_and_none_afterwards() -> None:
    person = a_person(ADDRESS)
    departure.leave(person, at=now())
    person.refresh_from_db()
    outbox.queue([outbox.Draft(to=person.notice_address, kind="account-closed", values={})], at=now())
    assert [(one.to, one.kind) for one in Email.objects.all()] == [(ADDRESS, "account-closed")]


def test_closing_twice_changes_nothing_more() -> None:
    person = a_person(ADDRESS)
    for _ in range(2):
        departure.leave(person, at=now())
    assert AccountAct.objects.count() == Email.objects.count() == 1


def test_the_address_is_free_again() -> None:
    departure.leave(a_person(ADDRESS), at=now())
    assert a_person(ADDRESS).is_active


def test_the_only_manager_has_to_say_that_they_know() -> None:
    person, structure = a_person(ADDRESS), a_structure()
    register.attach(person, structure, at=AT, role=Membership.Role.PRINCIPAL)
    client = signed_in()
    assert structure.name in client.get(reverse("account-close")).text
    refused = client.post(reverse("account-close"), {"password": PASSWORD})
    assert refused.context["form"].has_error("understood", "CPP-COMPTE-21")
    client.post(reverse("account-close"), {"password": PASSWORD, "understood": "on"})
    person.refresh_from_db()
    assert not person.is_active


def test_who_manages_with_a_colleague_is_told_nothing_of_it() -> None:
    person, structure = a_person(ADDRESS), a_structure()
    register.attach(person, structure, at=AT, role=Membership.Role.PRINCIPAL)
    colleague = a_person("paul@example.org")
    register.attach(colleague, structure, at=AT, role=Membership.Role.SECONDARY)
    assert "understood" not in signed_in().get(reverse("account-close")).text
    departure.leave(colleague, at=now())
    assert "understood" in signed_in().get(reverse("account-close")).text
