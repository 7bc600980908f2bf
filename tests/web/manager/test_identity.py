"""The pages of a structure's identity: what follows is said with its counts, then done; alike for operators."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import ARSOUILLE, PARIS_7E, SAFE_STYLE
from tests.directory.conftest import House, Register, an_operator, companies, house  # noqa: F401 - fixtures
from tests.invoices.builders import a_draft, a_structure, an_available, walk
from tests.web.budget import costs_the_same
from unisson.directory import register, register_update
from unisson.directory.models import OperatorAct, Structure
from unisson.directory.spaces import Level
from unisson.directory.stewards import Steward
from unisson.invoices.status import Status

pytestmark = pytest.mark.django_db
MOVED = "53819959700021"


def client_of(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_the_confirmation_counts_what_is_under_way(house: House) -> None:  # noqa: F811
    house.place(house.claire).grants.update(level=Level.WRITE)
    a_draft()
    an_available()
    asked = {"type": "SIRET", "numero": MOVED}
    page = client_of(house.claire).get(reverse("manager-renumber", args=[house.structure.pk]), asked).context["page"]
    assert (page.underway.drafts, page.underway.sent) == (1, 1)
    assert page.handed.people == house.structure.memberships.count()
    assert Structure.objects.get(identifier=SAFE_STYLE).active


def test_confirmed_it_leads_to_the_new_structure_which_names_the_former(house: House) -> None:  # noqa: F811
    client = client_of(house.claire)
    typed = {"type": "SIRET", "numero": MOVED, "motif": "Déménagement"}
    answer = client.post(reverse("manager-renumber", args=[house.structure.pk]), typed, follow=True)
    new = Structure.objects.get(identifier=MOVED)
    assert answer.redirect_chain == [(reverse("manager-identity", args=[new.pk]), 302)]
    assert (answer.context["one"].former, answer.context["one"].present) == (house.structure, None)
    before = client.get(reverse("manager-identity", args=[house.structure.pk])).context["one"]
    assert (before.present, before.may_renumber, before.may_turn) == (new, False, False)


def test_the_former_fiche_leads_to_the_present_one(house: House) -> None:  # noqa: F811
    client = client_of(house.claire)
    client.post(reverse("manager-renumber", args=[house.structure.pk]), {"type": "SIRET", "numero": MOVED})
    new = Structure.objects.get(identifier=MOVED)
    pages = [client.get(reverse("manager-structure", args=[one.pk])) for one in (house.structure, new)]
    assert [page.context["present"] for page in pages] == [new, None]
    assert reverse("manager-structure", args=[new.pk]) in pages[0].text


@pytest.mark.parametrize("action", ["", "fermer", "OPEN"])
def test_an_act_that_no_button_asks_for_does_nothing(house: House, action: str) -> None:  # noqa: F811
    client, address = client_of(house.claire), reverse("manager-activity", args=[house.structure.pk])
    for active in (True, False):
        Structure.objects.filter(pk=house.structure.pk).update(active=active)
        assert client.post(address, {"action": action}).status_code == 404
        assert Structure.objects.get(pk=house.structure.pk).active is active


def test_only_a_public_structure_was_in_the_directory(house: House) -> None:  # noqa: F811
    private = client_of(house.claire).get(reverse("manager-activity", args=[house.structure.pk]))
    public = client_of(an_operator()).get(reverse("operator-activity", args=[a_structure(PARIS_7E).pk]))
    assert ["annuaire la montre" in page.text for page in (private, public)] == [False, True]


@pytest.mark.parametrize("page", ["renumber", "activity", "register"])
def test_the_way_back_is_the_structure_s(house: House, page: str) -> None:  # noqa: F811
    for client, door, home in (
        (client_of(house.claire), "manager", "manager-identity"),
        (client_of(an_operator()), "operator", "operator-structure"),
    ):
        answer = client.get(reverse(f"{door}-{page}", args=[house.structure.pk]))
        assert answer.context["one"].trail[-1] == (house.structure.name, reverse(home, args=[house.structure.pk]))
        assert f'href="{reverse(door)}"' in answer.text


@pytest.mark.parametrize("number", [ARSOUILLE, SAFE_STYLE, "12", ""])
def test_a_refused_number_comes_back_with_what_was_typed(house: House, number: str) -> None:  # noqa: F811
    a_structure(ARSOUILLE, private=True)
    answer = client_of(house.claire).post(
        reverse("manager-renumber", args=[house.structure.pk]), {"type": "SIRET", "numero": number}
    )
    assert (answer.status_code, answer.context["typed"]["numero"]) == (409, number)
    assert answer.context["refusal"]


def test_the_register_is_compared_then_taken(house: House, companies: Register) -> None:  # noqa: F811
    companies.holds(SAFE_STYLE, name="SAFE STYLE SUD", active=False)
    client, address = client_of(house.claire), reverse("manager-register", args=[house.structure.pk])
    page = client.get(address).context
    assert (page["both"].closed, page["rows"][0][3]) == (True, True)
    client.post(address, {"vu": page["both"].mark})
    assert Structure.objects.get(pk=house.structure.pk).name == "SAFE STYLE SUD"
    assert not register_update.compare(Steward(person=house.claire), house.structure.pk).changes_something


def test_a_silent_register_is_told_and_nothing_is_lost(house: House, companies: Register) -> None:  # noqa: F811
    companies.silent = True
    address = reverse("manager-register", args=[house.structure.pk])
    answer = client_of(house.claire).get(address)
    assert (answer.status_code, answer.context["refusal"].code) == (409, "CPP-REPERTOIRE-02")


def test_an_operator_without_a_reason_changes_nothing(db: None) -> None:
    town, client = a_structure(PARIS_7E), client_of(an_operator())
    client.post(reverse("operator-activity", args=[town.pk]), {"action": "close", "motif": " "})
    assert Structure.objects.get(pk=town.pk).active
    client.post(reverse("operator-activity", args=[town.pk]), {"action": "close", "motif": "Arrêté"})
    assert not Structure.objects.get(pk=town.pk).active
    assert OperatorAct.objects.get().comment == "Arrêté"


def test_the_recycling_page_offers_the_present_number(house: House) -> None:  # noqa: F811
    house.place(house.claire).grants.update(level=Level.WRITE)
    invoice = walk(an_available(), Status.PRISE_EN_COMPTE_DESTINATAIRE, Status.A_RECYCLER)
    address = reverse("operator-renumber", args=[a_structure(PARIS_7E).pk])
    client_of(an_operator()).post(address, {"type": "SIRET", "numero": "21750001600027", "motif": "Arrêté"})
    person = invoice.depositor
    page = client_of(person).get(reverse("issued:recycle", args=[invoice.pk])).context["page"]
    assert (page.typed["siret"], page.present.identifier) == ("21750001600027", "21750001600027")


def test_the_confirmation_costs_the_same_with_many_services(house: House) -> None:  # noqa: F811
    client = client_of(house.claire)
    address = reverse("manager-renumber", args=[house.structure.pk]) + f"?type=SIRET&numero={MOVED}"

    def more() -> None:
        for rank in range(30):
            register.add_service(house.structure, code=f"S{rank}", name=f"Service {rank}")

    costs_the_same(client, address, add_rows=more)
