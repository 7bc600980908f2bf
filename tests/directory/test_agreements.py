"""Agreements: the words that were shown, who said yes and when, one mandate in force, a sealed PDF for each."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, LATER, a_person, a_structure, grant
from unisson.accounts.models import User
from unisson.directory import agreements, register
from unisson.directory.agreed_texts import IN_FORCE, Subject
from unisson.directory.models import Agreement, Membership, Structure
from unisson.files import store
from unisson.kernel.canonical import digest
from unisson.kernel.clock import stopped
from unisson.kernel.ports import ports
from unisson.kernel.refusal import NotFound
from unisson.pdf.sealing import verify_seal

pytestmark = pytest.mark.django_db


def a_manager(structure: Structure) -> User:
    person = a_person(f"manager-{structure.identifier}@example.org")
    register.attach(person, structure, at=AT, role=Membership.Role.PRINCIPAL)
    return person


def test_what_is_kept_are_the_french_words_whatever_the_language_of_the_page() -> None:
    with override("en"):
        kept = agreements.accept_terms(a_person(), at=AT)
    assert kept.words == IN_FORCE[Subject.TERMS].in_french()
    assert kept.words["title"] == "Conditions d’utilisation"
    assert kept.digest == digest(kept.words)
    assert kept.who.endswith("(claire@example.org)")


def test_a_mandate_is_signed_once_ended_and_signed_again() -> None:
    structure = a_structure(SAFE_STYLE)
    manager = a_manager(structure)
    first = agreements.sign_mandate(manager, structure.pk, at=AT)
    assert agreements.sign_mandate(manager, structure.pk, at=LATER) == first
    assert agreements.mandates(manager) == [(structure, first)]
    agreements.end_mandate(manager, structure.pk, at=LATER)
    agreements.end_mandate(manager, structure.pk, at=LATER + timedelta(hours=1))
    ended = Agreement.objects.get()
    assert (ended.ended_at, ended.ended_by) == (LATER, manager)
    assert agreements.mandate_of(structure) is None
    assert agreements.sign_mandate(manager, structure.pk, at=LATER) != first


def test_only_a_manager_of_a_private_structure_signs() -> None:
    private, public = a_structure(SAFE_STYLE), a_structure(PARIS_7E)
    manager, user, of_public = a_manager(private), a_person(), a_manager(public)
    grant(user, private)
    for actor, structure in ((user, private), (manager, public), (of_public, private), (of_public, public)):
        with pytest.raises(NotFound):
            agreements.sign_mandate(actor, structure.pk, at=AT)
    assert agreements.mandates(of_public) == []
    assert not Agreement.objects.exists()


def test_the_pdf_is_sealed_and_says_who_signed_what() -> None:
    structure = a_structure(SAFE_STYLE)
    signed = agreements.sign_mandate(a_manager(structure), structure.pk, at=AT)
    assert agreements.print_pending(clock=stopped(LATER)) == 1
    assert agreements.print_pending(clock=stopped(LATER)) == 0
    signed.refresh_from_db()
    content = store.content_of(signed.pdf_id)
    assert ports.seal is not None
    check = verify_seal(content, ports.seal.certificate())
    assert (check.ours, check.intact, check.reason) == (True, True, "Mandat de facturation, version 2026-11")


def test_a_seal_that_fails_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    agreements.accept_terms(a_person(), at=AT)
    monkeypatch.setattr(ports, "seal", None)
    assert agreements.print_pending(clock=stopped(LATER)) == 0
    monkeypatch.undo()
    assert agreements.print_pending(clock=stopped(LATER)) == 0
    assert agreements.print_pending(clock=stopped(LATER + timedelta(hours=1))) == 1


def test_one_reads_ones_own_and_those_of_the_structures_one_manages() -> None:
    structure = a_structure(SAFE_STYLE)
    manager, other = a_manager(structure), a_person("other@example.org")
    mine, mandate = agreements.accept_terms(other, at=AT), agreements.sign_mandate(manager, structure.pk, at=AT)
    assert agreements.get(other, mine.pk) == mine
    assert agreements.get(manager, mandate.pk) == mandate
    for actor, agreement in ((manager, mine), (other, mandate)):
        with pytest.raises(NotFound):
            agreements.get(actor, agreement.pk)
