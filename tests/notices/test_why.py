"""The foot of a letter says why its reader gets it, and where he changes that."""

import pytest

from tests.notices.test_email_templates import CHOOSE, _parts
from unisson.notices.letters import Letter


def test_a_notice_leads_to_the_choice_of_letters_and_of_the_address() -> None:
    for part in _parts(Letter(title="Avis")):
        assert CHOOSE in part
        assert "donnees/" in part


def test_a_letter_about_security_cannot_be_refused_and_leads_to_the_connection_address() -> None:
    for part in _parts(Letter(title="Clé ajoutée", reaches="security")):
        assert CHOOSE not in part
        assert "adresse/" in part


@pytest.mark.parametrize("reaches", ["typed", ""])
def test_a_letter_to_who_may_have_no_account_leads_to_no_page_of_one(reaches: str) -> None:
    for part in _parts(Letter(title="Bonjour", reaches=reaches)):
        assert CHOOSE not in part
        assert "donnees/" not in part
