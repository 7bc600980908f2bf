"""« Données personnelles »: corrected by their person, written down, and told to the address of the connection."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import AT, a_person
from unisson.accounts import letters
from unisson.accounts.models import AccountAct, User
from unisson.notices.models import Email

pytestmark = pytest.mark.django_db
TYPED = {"last_name": "Petit", "first_name": " Lou ", "contact_email": "compta@example.org", "phone": "06 00 00 00 00"}


@pytest.fixture
def lou(client: Client) -> User:
    person = a_person("lou@example.org", last_name="Grand")
    client.force_login(person)
    return person


def test_what_is_corrected_is_kept_written_down_and_told(client: Client, lou: User) -> None:
    assert "Lou Petit" in client.post(reverse("own-data"), TYPED, follow=True).text
    lou.refresh_from_db()
    assert (lou.first_name, lou.last_name, lou.contact_email) == ("Lou", "Petit", "compta@example.org")
    assert AccountAct.objects.get(user=lou).what == AccountAct.What.DATA_CHANGED
    assert {(one.to, one.kind) for one in Email.objects.all()} == {
        ("lou@example.org", "account-changed"),
        ("compta@example.org", "contact-proof"),
    }
    client.post(reverse("own-data"), TYPED)
    assert AccountAct.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "text"), [("last_name", ""), ("contact_email", "rien"), ("phone", "<b>"), ("first_name", "x" * 200)]
)
def test_what_cannot_be_is_refused_at_its_field(client: Client, lou: User, name: str, text: str) -> None:
    answer = client.post(reverse("own-data"), {**TYPED, name: text})
    assert name in answer.context["form"].errors
    lou.refresh_from_db()
    assert lou.last_name == "Grand"


def test_the_letter_about_personal_data_does_not_say_that_signing_in_changed() -> None:
    said = {
        what: letters.account_changed({"what": what, "detail": "", "at": AT.isoformat()}).paragraphs[0]
        for what in (AccountAct.What.DATA_CHANGED, AccountAct.What.PASSWORD_CHANGED)
    }
    assert len(set(said.values())) == 2
