"""A button pressed twice at the same instant makes one secret, one password, one account, one request."""

from datetime import timedelta

import pytest

from tests.invoices.builders import AT, LATER, grant
from tests.invoices.conftest import committed  # noqa: F401 - a fixture
from tests.invoices.test_at_once import at_once
from unisson.accounts.models import TechnicalKey
from unisson.directory import connecting, openings, technical
from unisson.directory.models import Connection, ConnectionSecret
from unisson.directory.spaces import Space

from .conftest import House
from .test_at_once import codes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


@pytest.fixture
def connected(house: House) -> House:
    """Claire manages, and has the space."""
    openings.open_spaces(house.structure, [Space.CONNECTIONS])
    grant(house.claire, house.structure, Space.CONNECTIONS)
    return house


def test_one_request(connected: House) -> None:
    pk = connected.structure.pk
    given = at_once(*[lambda: connecting.ask(connected.claire, pk, name="Compta", at=AT)] * 2)
    assert codes(given) == ["", "CPP-RACCORD-08"]
    assert Connection.objects.count() == ConnectionSecret.objects.count() == 1


def test_one_secret(connected: House) -> None:
    made = connecting.ask(connected.claire, connected.structure.pk, name="Compta", at=AT).connection
    seen = connecting.newest(made)
    given = at_once(*[lambda: connecting.add_secret(connected.claire, made.pk, seen=seen, at=LATER)] * 2)
    assert codes(given) == ["", "CPP-RACCORD-09"]
    assert ConnectionSecret.objects.count() == 2


def test_one_account(connected: House) -> None:
    pk = connected.structure.pk
    given = at_once(*[lambda: technical.open_account(connected.claire, pk, [], seen=0, at=AT)] * 2)
    assert codes(given) == ["", "CPP-RACCORD-10"]
    assert TechnicalKey.objects.count() == 1


def test_one_password(connected: House) -> None:
    first = technical.open_account(connected.claire, connected.structure.pk, [], at=AT)
    pk = first.user.memberships.get().pk
    seen = technical.get_account(connected.claire, pk).mark
    given = at_once(*[lambda: technical.renew(connected.claire, pk, seen=seen, at=LATER)] * 2)
    assert codes(given) == ["", "CPP-RACCORD-11"]
    assert TechnicalKey.objects.get().former_until == LATER + timedelta(days=7)
