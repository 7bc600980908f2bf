"""A rejection that a sandbox plays is told by the API as any other, then the same call is taken."""

from typing import Any

import pytest
from pytest_django import Settings

from tests.invoices.builders import a_cii, a_structure
from unisson.invoices.models import Flow, Invoice, NextRefusal
from unisson.kernel.clock import now

from .caller import Machine, a_machine
from .test_flows import DETAILS, sent
from .test_submission import SUBMIT, asked, machine, on_paper  # noqa: F401 - the machine with a mandate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sandbox(settings: Settings) -> None:
    settings.SANDBOX = True


def arm(machine: Machine, code: str) -> None:  # noqa: F811
    by = machine.account.user
    NextRefusal.objects.create(structure=machine.structure, code=code, set_by=by, set_at=now())


def test_a_flow_is_rejected_with_that_code_as_a_real_one_is() -> None:
    a_structure()
    one = a_machine()
    wrong = a_cii("FA-1", replace={"<ram:CategoryCode>S</ram:CategoryCode>": ""})
    real = one.ask(DETAILS, {"numeroFluxDepot": sent(one, wrong, "w.xml")})
    arm(one, "CPP-ADM-06")
    played = one.ask(DETAILS, {"numeroFluxDepot": sent(one, a_cii("FA-2"), "a.xml")})

    assert played["etatCourantDepotFlux"] == real["etatCourantDepotFlux"] == "IN_REJETE"
    assert played.keys() == real.keys()
    (line,) = played["listeErreurDP"]
    assert line.keys() == real["listeErreurDP"][0].keys()
    assert (line["numeroDP"], "engagement" in line["libelleErreurDP"]) == ("FA-2", True)
    again = one.ask(DETAILS, {"numeroFluxDepot": sent(one, a_cii("FA-2"), "a.xml")})
    assert again["etatCourantDepotFlux"] == "IN_INTEGRE"


@pytest.mark.parametrize("paper", [False, True])
def test_a_submission_is_refused_with_that_code_and_leaves_nothing(machine: Machine, paper: bool) -> None:  # noqa: F811
    body: dict[str, Any] = on_paper(machine) if paper else asked(machine)
    arm(machine, "CPP-ADM-06")
    before = (Invoice.objects.count(), Flow.objects.count())

    told = machine.ask(SUBMIT, body, status=400)

    assert "CPP-ADM-06" in [one["code"] for one in told["erreurs"]]
    assert (Invoice.objects.count(), Flow.objects.count()) == before
    assert machine.ask(SUBMIT, body)["statutFacture"] == "DEPOSEE"
