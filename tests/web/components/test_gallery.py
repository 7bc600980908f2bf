"""The gallery answers anybody, in both languages, and its shell is the one of every page."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_the_gallery_needs_no_account_and_speaks_both_languages(client: Client) -> None:
    french = client.get("/composants/", headers={"accept-language": "fr"})
    english = client.get("/composants/", headers={"accept-language": "en"})

    assert french.status_code == english.status_code == 200
    assert '<html lang="fr">' in french.text
    assert "Aller au contenu" in french.text
    assert '<html lang="en">' in english.text
    assert "Skip to content" in english.text


@pytest.mark.django_db
def test_a_page_stays_light(client: Client) -> None:
    assert len(client.get("/composants/").content) < 120_000
