"""The pages of the creation of an account: from the log-in page to the account that works."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.builders import ARSOUILLE, PARIS_7E
from tests.invoices.builders import AT, LATER, a_person, a_structure, a_supplier
from unisson.accounts.models import User
from unisson.config.adapters.companies import CLOSED, MASKED, SampleCompanies
from unisson.directory import departure, signup
from unisson.directory.models import Membership, SignUp, Structure
from unisson.directory.register import attach
from unisson.kernel.clock import now
from unisson.kernel.ports import ports
from unisson.notices.models import Email
from unisson.web import visitors

pytestmark = pytest.mark.django_db
UNKNOWN = "83876704400020"
"""An establishment that no register of the demonstration has."""
ANSWER = {"question": "ANIMAL", "answer": "Médor"}
_CHANGING = re.compile(r"[A-Za-z0-9]{64}|\d\d:\d\d")
"""The token against forged forms, and the hour."""
PERSON = {
    "confirmed": "Camille@example.org",
    "last_name": "Martin",
    "first_name": "Camille",
    "contact_email": "",
    "phone": "",
    "terms": "on",
}


@pytest.fixture(autouse=True)
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(ports, "companies", SampleCompanies())
    yield


def begin(client: Client, siret: str = ARSOUILLE, **more: str) -> str:
    """What the log-in page posts; where it leads in the end."""
    typed = {"address": "camille@example.org", "siret": siret, **more}
    answer = client.post(reverse("sign-up"), typed, follow=True)
    return answer.redirect_chain[-1][0] if answer.redirect_chain else ""


def finish(client: Client, **person: str) -> str:
    """The recap's page."""
    client.post(reverse("sign-up-person"), {**PERSON, **person})
    return client.post(reverse("sign-up-spaces"), {"espace": "FACTURES_EMISES"}).text


def link() -> str:
    token = Email.objects.filter(kind="account-activation").latest("pk").values["token"]
    return reverse("activation", args=[token])


def test_from_the_log_in_page_to_an_account_that_signs_in() -> None:
    client = Client()
    assert begin(client, "838 767 044 00012") == reverse("sign-up-person")
    recap = finish(client)
    for label in (
        "Récapitulatif de la création de votre compte",
        "Vous êtes désormais gestionnaire principal de la structure suivante",
        "Identifiant",
        "Désignation",
        "Gestionnaire principal",
        "Retour à l’accueil non connecté",
    ):
        assert label in recap

    page = client.get(link())
    assert "Activation du compte utilisateur" in page.text
    password = "Un-secret-2026"
    activated = client.post(link(), {"new_password1": password, "new_password2": password, **ANSWER})
    assert activated.headers["Location"] == reverse("home")
    client.post(reverse("sign-out"))

    signed = client.post(reverse("sign-in"), {"username": "camille@example.org", "password": password})
    assert signed.headers["Location"] == reverse("home")
    assert client.get(reverse("issued:deposit")).status_code == 200
    assert client.get(reverse("manager")).status_code == 200
    assert Structure.objects.get(identifier=ARSOUILLE).verified


def test_the_link_is_good_once_and_a_weak_password_keeps_it() -> None:
    client = Client()
    begin(client)
    finish(client)
    weak = client.post(link(), {"new_password1": "court", "new_password2": "court", **ANSWER})
    assert (weak.status_code, User.objects.count()) == (200, 0)
    good = {"new_password1": "Un-secret-2026", "new_password2": "Un-secret-2026", **ANSWER}
    assert client.post(link(), good).url == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert client.post(link(), good).status_code == 410
    assert client.get(link()).status_code == 410


def test_a_company_that_no_register_knows_is_typed_and_marked() -> None:
    client = Client()
    assert begin(client, UNKNOWN) == reverse("sign-up-structure")
    typed = {"name": "Safe Style", "address": "1 rue", "postcode": "30000", "town": "Nîmes", "country": "FR"}
    for wrong in ({"country": "12"}, {"country": "ZZ"}, {"postcode": "abc"}, {"postcode": ""}):
        assert client.post(reverse("sign-up-structure"), {**typed, **wrong}).status_code == 200
    assert client.post(reverse("sign-up-structure"), typed).url == reverse("sign-up-person")
    finish(client)
    client.post(link(), {"new_password1": "Un-secret-2026", "new_password2": "Un-secret-2026", **ANSWER})
    made = Structure.objects.get(identifier=UNKNOWN)
    assert (made.verified, made.country, made.nature) == (False, "FR", Structure.Nature.PRIVATE)


def test_who_is_masked_types_name_and_place_and_is_not_said_to_be_unknown() -> None:
    client = Client()
    (masked,) = MASKED
    assert begin(client, masked) == reverse("sign-up-structure")
    assert client.get(reverse("sign-up-structure")).context["asked"].masked
    typed = {"name": "Léa Martin", "address": "1 rue", "postcode": "30000", "town": "Nîmes", "country": "FR"}
    assert client.post(reverse("sign-up-structure"), typed).url == reverse("sign-up-person")
    finish(client)
    assert SignUp.objects.get().company["masked"]


def test_of_two_creations_in_two_tabs_the_earlier_page_is_not_taken_for_the_later_one() -> None:
    client = Client()
    begin(client, UNKNOWN)
    page = client.get(reverse("sign-up-structure")).context["asked"]
    begin(client, ARSOUILLE)
    typed = {"name": "Safe Style", "address": "1 rue", "postcode": "30000", "town": "Nîmes", "country": "FR"}
    answer = client.post(reverse("sign-up-structure"), {**typed, "pour": page.mark}, follow=True)
    assert answer.context["asked"].identifier == ARSOUILLE
    assert not answer.context["asked"].person
    assert ARSOUILLE in str(next(iter(answer.context["messages"])))


def test_a_second_creation_within_a_minute_says_so_and_waits_where_it_is() -> None:
    first, again = Client(), Client()
    begin(first)
    finish(first)
    begin(again, "53819959700013")
    finish(again)
    answer = again.post(reverse("sign-up-spaces"), {"espace": "FACTURES_EMISES"})
    assert (answer.status_code, answer.context["refusal"].code) == (409, "CPP-INSCRIPTION-04")
    assert [row.identifier for row in SignUp.objects.all()] == [ARSOUILLE]
    SignUp.objects.update(asked_at=now() - signup.AGAIN)
    assert again.post(reverse("sign-up-spaces"), {"espace": "FACTURES_EMISES"}).status_code == 200
    assert SignUp.objects.latest("pk").identifier == "53819959700013"


def test_an_account_without_any_space_is_not_asked_for() -> None:
    client = Client()
    begin(client, ARSOUILLE)
    client.post(reverse("sign-up-person"), PERSON)
    assert client.post(reverse("sign-up-spaces")).context["missing"]
    assert not SignUp.objects.exists()


def test_the_structure_of_a_public_customer_is_warned_about_and_only_asked_for() -> None:
    a_structure(PARIS_7E)
    client = Client()
    assert begin(client, PARIS_7E) == reverse("sign-up-structure")
    assert client.get(reverse("sign-up-person")).url == reverse("sign-up-structure")
    assert client.post(reverse("sign-up-structure"), {"own": "yes"}).url == reverse("sign-up-person")
    assert "gestionnaire principal de la structure suivante" not in finish(client)
    client.post(link(), {"new_password1": "Un-secret-2026", "new_password2": "Un-secret-2026", **ANSWER})
    assert Membership.objects.get().state == Membership.State.PENDING


@pytest.mark.parametrize("typed", [{"siret": "123"}, {"siret": min(CLOSED)}, {"address": "pas une adresse"}])
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(typed: dict[str, str]) -> None:
    answer = Client().post(reverse("sign-up"), {"address": "camille@example.org", "siret": ARSOUILLE, **typed})
    [field] = typed
    assert answer.context["form"].has_error(field)
    assert typed[field] in answer.text


def test_a_mistyped_siret_of_the_log_in_page_stays_a_siret() -> None:
    client = Client()
    answer = client.post(reverse("sign-up"), {"address": "camille@example.org", "siret": "123"})
    assert answer.context["form"]["kind"].value() == "SIRET"
    assert begin(client, kind=answer.context["form"]["kind"].value()) == reverse("sign-up-person")


def test_the_two_addresses_must_agree_and_the_terms_be_accepted() -> None:
    client = Client()
    begin(client)
    answer = client.post(reverse("sign-up-person"), {**PERSON, "confirmed": "autre@example.org", "terms": ""})
    assert set(answer.context["form"].errors) == {"confirmed", "terms"}


def test_a_structure_whose_only_manager_left_is_not_said_to_have_one() -> None:
    structure, manager = a_structure(ARSOUILLE, private=True), a_person("gerante@example.org")
    attach(manager, structure, at=AT, role=Membership.Role.PRINCIPAL)
    client = Client()
    begin(client)
    assert "a déjà un gestionnaire" in finish(client)
    departure.leave(manager, understood=True, at=LATER)
    begin(client, address="autre@example.org")
    text = finish(client, confirmed="autre@example.org")
    assert "a déjà un gestionnaire" not in text and "Personne ne gère cette structure" in text


def test_what_is_to_come_cannot_be_chosen() -> None:
    client = Client()
    begin(client)
    client.post(reverse("sign-up-person"), PERSON)
    client.post(reverse("sign-up-spaces"), {"espace": ["FACTURES_EMISES", "FACTURES_RECUES", "ENGAGEMENTS", "x"]})
    client.post(link(), {"new_password1": "Un-secret-2026", "new_password2": "Un-secret-2026", **ANSWER})
    membership = Membership.objects.get()
    assert list(membership.grants.values_list("space", flat=True)) == ["FACTURES_EMISES"]


def test_no_page_tells_whether_an_address_has_an_account() -> None:
    a_supplier()
    pages = []
    for address in ("claire@example.org", "personne@example.org"):
        client = Client()
        begin(client, address=address)
        answers = [
            finish(client, confirmed=address),
            client.post(reverse("activation-again"), {"address": address}).text,
        ]
        pages.append([_CHANGING.sub("…", page).replace(address, "…") for page in answers])
    assert pages[0] == pages[1]


def test_a_page_opened_before_its_turn_leads_to_the_one_that_is_due() -> None:
    client = Client()
    assert client.get(reverse("sign-up-spaces")).url == reverse("sign-in")
    begin(client)
    assert client.get(reverse("sign-up-spaces")).url == reverse("sign-up-person")


@pytest.mark.parametrize("kind", ["", "SIRET", "RIDET", "TAHITI", "AUTRE", "HORS_UE", "UE_HORS_FRANCE", "x"])
@pytest.mark.parametrize("siret", ["", "\0", "é" * 300, "US ACME", "123456789", "' OR 1=1", "🦔" * 18])
def test_whatever_is_typed_is_answered(kind: str, siret: str) -> None:
    client = Client()
    answer = client.post(
        reverse("sign-up"), {"address": "camille@example.org", "siret": siret, "kind": kind}, follow=True
    )
    assert answer.status_code == 200


def test_without_a_secret_question_nothing_is_activated() -> None:
    client = Client()
    begin(client, ARSOUILLE)
    finish(client)
    typed = {"new_password1": "Un-secret-2026", "new_password2": "Un-secret-2026"}
    assert client.post(link(), typed).context["form"].has_error("question", "required")
    short = client.post(link(), {**typed, "question": "ANIMAL", "answer": " - é "})
    assert short.context["form"].has_error("answer", "CPP-COMPTE-15")
    assert not User.objects.exists()


def test_a_clerk_of_a_public_structure_is_offered_what_it_receives() -> None:
    a_structure(PARIS_7E)
    client = Client()
    begin(client, PARIS_7E)
    client.post(reverse("sign-up-structure"), {"own": "yes"})
    client.post(reverse("sign-up-person"), PERSON)
    assert 'value="FACTURES_RECUES"' in client.get(reverse("sign-up-spaces")).text
    client.post(reverse("sign-up-spaces"), {"espace": "FACTURES_RECUES"})
    client.post(link(), {"new_password1": "Un-secret-2026", "new_password2": "Un-secret-2026", **ANSWER})
    asked = User.objects.get(email="camille@example.org").demands.get()
    assert asked.wanted == [["FACTURES_RECUES", "MODIFICATION", None]]


def test_a_supplier_is_not_offered_what_only_public_structures_receive() -> None:
    client = Client()
    begin(client)
    client.post(reverse("sign-up-person"), PERSON)
    assert "FACTURES_RECUES" not in client.get(reverse("sign-up-spaces")).text


def test_an_individual_gives_the_beginning_of_a_number_never_the_whole() -> None:
    client = Client()
    whole = begin(client, "1 85 01 75 123 456 78 Dupont Élie", kind="PARTICULIER")
    assert whole == ""
    assert begin(client, "185017 Dupont Élie", kind="PARTICULIER") == reverse("sign-up-structure")
    page = client.get(reverse("sign-up-structure"))
    assert "Nom et prénom" in page.text and "185017DUPONTELIE" in page.text


def test_a_visitor_looks_up_so_many_numbers_a_minute_and_what_was_typed_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "NUMBERS_PER_MINUTE", 1)
    asked: list[str] = []
    monkeypatch.setattr(ports, "companies", SimpleNamespace(find=asked.append))
    client, typed = Client(), {"address": "camille@example.org", "siret": "21300202500013"}
    first, second = (client.post(reverse("sign-up"), typed) for _ in range(2))
    assert (first.status_code, second.status_code, second.headers["Retry-After"]) == (200, 429, "60")
    assert asked == ["21300202500013"]
    assert second.context["form"]["siret"].value() == "21300202500013"
