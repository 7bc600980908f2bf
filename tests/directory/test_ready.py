"""Ready credentials of a sandbox: the same at each call, made once, and good."""

import pytest
from pytest_django import Settings

from tests.api.caller import a_token
from tests.builders import PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure
from unisson.directory import agreements, callers, connecting, ready, register
from unisson.directory.models import Connection, Membership
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sandbox(settings: Settings) -> None:
    settings.SANDBOX = True


@pytest.fixture
def world() -> None:
    a_structure(SAFE_STYLE)
    a_structure(commitment_required=True)
    a_structure(PONT_SAINT_ESPRIT)


def test_they_are_the_same_at_each_call_and_made_once(world: None) -> None:
    assert ready.told() is None
    first = ready.credentials(at=AT)

    assert ready.credentials(at=AT) == first == ready.told()
    assert Connection.objects.count() == 1
    assert (first.supplier_siret, first.recipient_siret) == (SAFE_STYLE, PONT_SAINT_ESPRIT)


def test_they_are_good_to_call_with(world: None) -> None:
    told = ready.credentials(at=now())

    token = a_token(told.client_id, told.client_secret)

    assert callers.caller(token=token, login=told.login, password=told.password, at=now())


def test_software_may_type_at_once_for_a_manager_signed_the_mandate(world: None) -> None:
    supplier, manager = a_structure(SAFE_STYLE), a_person()
    register.attach(manager, supplier, at=AT, role=Membership.Role.PRINCIPAL)

    ready.credentials(at=AT)
    signed = agreements.mandate_of(supplier)
    agreements.end_mandate(manager, supplier.pk, at=AT)
    ready.credentials(at=AT)

    assert signed is not None
    assert signed.person == manager
    assert agreements.mandate_of(supplier) is None  # what was ended since stays so


def test_those_that_were_revoked_are_made_anew(world: None) -> None:
    first = ready.credentials(at=AT)
    Connection.objects.update(state=Connection.State.DISABLED)

    again = ready.credentials(at=AT)

    assert again.client_id != first.client_id
    assert connecting.proven(again.client_id, again.client_secret)


def test_there_are_none_outside_a_sandbox_nor_without_anybody_to_invoice(settings: Settings) -> None:
    with pytest.raises(NotFound):
        ready.credentials(at=AT)
    settings.SANDBOX = False
    with pytest.raises(Refusal) as refused:
        ready.credentials(at=AT)
    assert (refused.value.code, ready.told()) == ("CPP-RACCORD-07", None)
