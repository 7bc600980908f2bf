"""Who calls the API: what the one query of each call says of the account."""

import pytest

from tests.api.caller import a_machine
from unisson.directory import callers
from unisson.kernel.clock import now

pytestmark = pytest.mark.django_db


def test_a_caller_is_a_machine_and_no_operator() -> None:
    machine = a_machine()

    found = callers.caller(
        token=machine.token, login=machine.account.login, password=machine.account.password, at=now()
    )

    assert found is not None
    assert (bool(found.user.is_technical), bool(found.user.is_operator)) == (True, False)
    assert found.user == machine.account.user
