"""« Fiche structure » on the web: by its managers and by operators, in words, never over what a colleague wrote."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT, SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_service, a_structure
from tests.web.budget import costs_the_same
from unisson.directory import banking, fiche, register, servicing
from unisson.directory.banking import Details
from unisson.directory.models import BankAccount, Membership, Service, Structure
from unisson.kernel.clock import today

pytestmark = pytest.mark.django_db
IBAN = "FR7630006000011234567890189"


def client_of(*identifiers: str) -> Client:
    person = a_person("gestion@example.org")
    for identifier in identifiers:
        register.attach(person, a_structure(identifier), at=AT, role=Membership.Role.PRINCIPAL)
    client = Client()
    client.force_login(person)
    return client


def an_operator() -> Client:
    person = a_person("exploitant@example.org")
    person.is_operator = True
    person.save()
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def mayor() -> Client:
    return client_of(PARIS_7E)


@pytest.fixture
def town_hall(mayor: Client) -> Structure:
    return Structure.objects.get(identifier=PARIS_7E)


def url(name: str, pk: int) -> str:
    return reverse(f"manager-{name}", args=[pk])


def parameters(structure: Structure, **typed: str) -> dict[str, str]:
    structure.refresh_from_db()
    return {"vu": fiche.mark(structure, fiche.PARAMETERS), **typed}


def test_the_only_structure_is_opened_and_several_are_chosen_from() -> None:
    one = client_of(SAFE_STYLE)
    assert one.get(reverse("manager-structures")).url == url("structure", a_structure(SAFE_STYLE).pk)  # type: ignore[attr-defined]
    several = client_of(SAFE_STYLE, PARIS_7E)
    found = several.get(reverse("manager-structures")).context["structures"]
    assert {one.identifier for one in found} == {SAFE_STYLE, PARIS_7E}


def test_what_is_required_is_chosen_in_words_and_holds_at_once(mayor: Client, town_hall: Structure) -> None:
    a_service(town_hall)
    page = url("parameters", town_hall.pk)
    assert (
        mayor.post(page, parameters(town_hall, asks="both", works="too", payment_not_reported="on")).status_code == 302
    )
    town_hall.refresh_from_db()
    assert (town_hall.service_required, town_hall.commitment_required, town_hall.works_owner) == (True, True, True)
    assert town_hall.payment_not_reported
    shown = mayor.get(url("structure", town_hall.pk)).context
    assert [one.change.actor for one in shown["rows"]] == [a_person("gestion@example.org")]
    mayor.post(page, parameters(town_hall, asks="either"))
    town_hall.refresh_from_db()
    assert town_hall.service_or_commitment_required
    assert not (town_hall.service_required or town_hall.works_owner or town_hall.payment_not_reported)


def test_a_service_code_without_services_is_refused_at_the_question(mayor: Client, town_hall: Structure) -> None:
    answer = mayor.post(url("parameters", town_hall.pk), parameters(town_hall, asks="service"))
    assert answer.status_code == 409
    assert list(answer.context["form"].errors) == ["asks"]


def test_what_a_colleague_wrote_meanwhile_is_shown_not_written_over(mayor: Client, town_hall: Structure) -> None:
    seen = parameters(town_hall)
    Structure.objects.filter(pk=town_hall.pk).update(commitment_required=True)
    answer = mayor.post(url("parameters", town_hall.pk), {**seen, "asks": ""}, follow=True)
    assert "vient de changer cette fiche" in answer.text
    assert answer.context["form"].initial["asks"] == "commitment"


@pytest.mark.parametrize("form", ["facts", "parameters", "service", "account"])
def test_a_form_corrected_after_a_fault_writes_over_nobody_either(form: str) -> None:
    """A opens, B saves, A sends something wrong, corrects it and sends again: what B wrote stands."""
    mayor, town_hall = client_of(PARIS_7E), a_structure(PARIS_7E)
    service = a_service(town_hall)
    account = BankAccount.objects.create(structure=town_hall, label="Régie", iban=IBAN)
    row, written, wrong, right = {
        "facts": (town_hall, {"phone": "0102030405"}, {"contact_email": "@"}, {"contact_email": "a@example.org"}),
        "parameters": (town_hall, {"works_owner": True}, {"asks": "?"}, {"asks": "either"}),
        "service": (service, {"name": "Voirie"}, {"code": ""}, {"code": "TECH", "name": "Autre"}),
        "account": (account, {"label": "Caisse"}, {"label": ""}, {"label": "Autre", "iban": IBAN}),
    }[form]
    page = url(form, row.pk)
    seen = mayor.get(page).context["mark"]
    type(row).objects.filter(pk=row.pk).update(**written)
    refused = mayor.post(page, {"vu": seen, **wrong})
    assert refused.status_code == 409
    answer = mayor.post(page, {"vu": refused.context["mark"], **right}, follow=True)
    assert "vient de changer cette fiche" in answer.text
    assert type(row).objects.filter(pk=row.pk, **written).exists()


def test_the_kind_of_buyer_is_asked_of_operators_only(mayor: Client, town_hall: Structure) -> None:
    page = url("parameters", town_hall.pk)
    mayor.post(page, parameters(town_hall, buyer="HOSPITAL"))
    town_hall.refresh_from_db()
    assert town_hall.buyer == Structure.Buyer.STATE_OR_LOCAL
    assert "buyer" not in mayor.get(page).context["form"].fields
    operator = an_operator()
    assert operator.post(page, parameters(town_hall, buyer="HOSPITAL")).status_code == 409
    operator.post(page, parameters(town_hall, buyer="HOSPITAL", motif="Arrêté"))
    town_hall.refresh_from_db()
    assert town_hall.buyer == Structure.Buyer.HOSPITAL


def test_contact_is_typed_and_the_register_is_only_read(mayor: Client, town_hall: Structure) -> None:
    page = url("facts", town_hall.pk)
    assert "name" not in mayor.get(page).context["form"].fields
    typed = {"vu": fiche.mark(town_hall, fiche.FACTS), "contact_email": "mairie@example.org", "name": "Autre"}
    mayor.post(page, typed)
    town_hall.refresh_from_db()
    assert (town_hall.contact_email, town_hall.name) == ("mairie@example.org", "MAIRIE 7EME ARR.")
    answer = mayor.post(page, {**typed, "vat_number": "FR1", "vu": fiche.mark(town_hall, fiche.FACTS)})
    assert list(answer.context["form"].errors) == ["vat_number"]


def test_a_service_is_added_closed_switched_off_and_opened_again(mayor: Client, town_hall: Structure) -> None:
    mayor.post(url("service-add", town_hall.pk), {"code": "VOIRIE", "name": "Voirie"})
    service = Service.objects.get(code="VOIRIE")
    for action, state in (("close", "open"), ("off", "off"), ("reopen", "open")):
        service.refresh_from_db()
        seen = fiche.mark(service, servicing.FIELDS)
        day = today().isoformat()
        mayor.post(url("service-turn", service.pk), {"vu": seen, "action": action, "jour": day})
        service.refresh_from_db()
        assert servicing.state_of(service, on=today()) == state
    assert service.valid_until is None


@pytest.mark.parametrize("day", ["", "demain", "2020-01-01"])
def test_a_day_that_is_none_closes_nothing(mayor: Client, town_hall: Structure, day: str) -> None:
    service = a_service(town_hall)
    seen = fiche.mark(service, servicing.FIELDS)
    mayor.post(url("service-turn", service.pk), {"vu": seen, "action": "close", "jour": day})
    service.refresh_from_db()
    assert service.valid_until is None


def test_eighty_services_are_shown_by_pages_and_found_by_a_word(mayor: Client, town_hall: Structure) -> None:
    page = url("services", town_hall.pk)

    def more() -> None:
        for rank in range(80):
            a_service(town_hall, f"S{rank:02}")

    a_service(town_hall, "ECOLES", name="Écoles maternelles")
    costs_the_same(mayor, page, add_rows=more)
    first = mayor.get(page).context
    second = mayor.get(page, {"apres": first["further"]}).context
    codes = [row.service.code for shown in (first, second) for row in shown["rows"]]
    assert codes == sorted(codes) and len(set(codes)) == 50
    assert (first["count"], second["further"]) == (81, codes[-1])
    assert [row.service.code for row in mayor.get(page, {"q": "ecole mat"}).context["rows"]] == ["ECOLES"]


def test_an_account_is_added_and_its_number_is_hidden_from_who_may_not_change_it() -> None:
    manager, structure = client_of(SAFE_STYLE), a_structure(SAFE_STYLE)
    typed = {"label": "Principal", "iban": "FR76 3000 6000 0112 3456 7890 189"}
    assert manager.post(url("account-add", structure.pk), typed).status_code == 302
    whole = "FR76\u00a03000\u00a06000\u00a00112\u00a03456\u00a07890\u00a0189"
    for page in ("structure", "accounts", "changes"):
        assert whole in manager.get(url(page, structure.pk)).text
        seen = an_operator().get(url(page, structure.pk))
        assert seen.status_code == 200
        assert "0112" not in seen.text and IBAN not in seen.text


@pytest.mark.parametrize(
    ("typed", "at"), [({"iban": "FR00"}, "iban"), ({"bic": "X"}, "bic"), ({"factoring": "on"}, "factor")]
)
def test_a_wrong_account_is_told_at_its_field(typed: dict[str, str], at: str) -> None:
    manager, structure = client_of(SAFE_STYLE), a_structure(SAFE_STYLE)
    answer = manager.post(url("account-add", structure.pk), {"label": "Principal", "iban": IBAN, **typed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (409, [at])


def test_an_account_is_changed_then_withdrawn() -> None:
    manager, structure = client_of(SAFE_STYLE), a_structure(SAFE_STYLE)
    person = structure.memberships.get().user
    account = banking.add(person, structure.pk, Details(label="Principal", iban=IBAN), at=AT)
    typed = {"label": "Agence", "iban": IBAN, "factoring": "on", "factor": "Affacture SA"}
    manager.post(url("account", account.pk), {**typed, "vu": fiche.mark(account, banking.FIELDS)})
    account.refresh_from_db()
    assert (account.label, account.factor) == ("Agence", "Affacture SA")
    manager.post(url("account-withdraw", account.pk), {"vu": fiche.mark(account, banking.FIELDS)})
    assert not BankAccount.objects.get(pk=account.pk).active


def test_the_history_says_each_change_in_words_at_a_fixed_cost(mayor: Client, town_hall: Structure) -> None:
    service = a_service(town_hall)
    person = a_person("gestion@example.org")

    def more() -> None:
        for rank in range(60):
            service.refresh_from_db()
            wanted = servicing.Wanted(code="TECH", name=f"Service {rank}", valid_until=today() + timedelta(days=rank))
            servicing.change(person, service.pk, wanted, seen=fiche.mark(service, servicing.FIELDS), at=AT)

    mayor.post(url("parameters", town_hall.pk), parameters(town_hall, asks="commitment"))
    page = url("changes", town_hall.pk)
    costs_the_same(mayor, page, add_rows=more)
    shown = mayor.get(page).context
    assert len(shown["rows"]) == 50
    last = mayor.get(page, {"avant": shown["further"]}).context["rows"][-1]
    assert [(str(label), before, after) for label, before, after in last.fields] == [
        ("n° d’engagement exigé", "non", "oui")
    ]


def test_a_fiche_of_somebody_else_is_not_there() -> None:
    other = a_structure(PONT_SAINT_ESPRIT)
    client = client_of(PARIS_7E)
    for page in ("structure", "facts", "parameters", "changes", "services", "accounts", "account-add"):
        assert client.get(url(page, other.pk)).status_code == 404
