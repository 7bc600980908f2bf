"""The pages that need no account."""

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.invoices.builders import AT
from tests.web.budget import MOST
from unisson.kernel import words
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import NotFound
from unisson.notices import outbox
from unisson.notices.models import Email
from unisson.rules.catalogue import ALL_RULESETS, RULESETS, rules
from unisson.web.open import rulebook
from unisson.web.open.glossary import MEANINGS
from unisson.web.tags import explained


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    ["help", "rules", "directory", "verify", "accessibility", "terms", "privacy", "gallery", "sign-in", "sign-up"],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_anybody_reads_them_in_both_languages(name: str, language: str, compiled: None) -> None:
    answer = Client().get(reverse(name), headers={"Accept-Language": language})

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.text


@pytest.mark.django_db
def test_an_unknown_address_answers_with_a_page_and_a_way_on() -> None:
    answer = Client().get("/nulle-part/")

    assert answer.status_code == 404
    assert reverse("help") in answer.text


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_to_reload() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("sign-in"), {"username": "a@example.org"})

    assert answer.status_code == 403
    assert reverse("home") in answer.text


def test_a_fault_of_ours_is_told_without_the_database() -> None:
    from django.test import RequestFactory

    from unisson.web.failures import fault

    assert fault(RequestFactory().get("/")).status_code == 500


@pytest.mark.parametrize("code", [rule.code for rule in rules()])
def test_every_rule_has_its_page(code: str) -> None:
    page = rulebook.page(code)

    assert page.entry.sentence
    assert page.judged
    assert code not in {near.code for near in page.neighbours}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Le total HT des lignes"), ("en", "The sum of line net amounts")]
)
def test_an_official_rule_is_explained_in_both_languages(language: str, said: str, compiled: None) -> None:
    page = Client().get(reverse("rule", args=["BR-CO-10"]), headers={"Accept-Language": language})

    assert page.status_code == 200
    assert said in page.text
    assert f"{reverse('rules')}?jeu=en16931" in page.text


def test_a_rule_page_names_its_fields_and_the_forms_it_is_judged_in() -> None:
    official, ours = rulebook.page("BR-CO-10"), rulebook.page("CPP-TOTAL-07")

    assert "Total HT des lignes" in official.fields
    assert {"saisie", "PDF"} & {str(form) for form in official.judged} == {"saisie"}
    assert [str(claim) for claim in official.held] == ["fichiers qui déclarent EN 16931"]
    assert ours.held == []
    assert "saisie" in [str(form) for form in ours.judged]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "unheard", *(ruleset.name for ruleset in ALL_RULESETS), rulebook.OTHERS])
def test_a_chapter_of_the_list_keeps_its_weight(name: str) -> None:
    client = Client()
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("rules"), {"jeu": name})

    assert page.status_code == 200
    assert len(page.content) <= 300_000
    assert len(captured) <= MOST


def test_every_code_leads_to_where_it_is_explained() -> None:
    assert explained("BR-CO-10") == reverse("rule", args=["BR-CO-10"])
    assert explained("CPP-ADM-05") == f"{reverse('rules')}?jeu={rulebook.OTHERS}#CPP-ADM-05"


def test_the_codes_of_the_list_are_where_links_lead() -> None:
    others = rulebook.book(rulebook.OTHERS).open

    assert "CPP-ADM-05" in {entry.code for entry in others.entries}
    assert rulebook.book("").open.name == RULESETS[0].name


def test_a_code_that_is_no_rule_has_no_page() -> None:
    with pytest.raises(NotFound):
        rulebook.page("CPP-ACCES-01")


def test_every_code_of_ours_is_listed_once() -> None:
    listed = [entry.code for entry in rulebook.errors()]
    listed += [entry.code for chapter in rulebook.chapters() for entry in chapter.entries]

    assert {code for code in words.declared() if code.startswith("CPP-")} <= set(listed)
    assert len(listed) == len(set(listed))


def test_a_sentence_without_an_invoice_shows_gaps() -> None:
    entry = next(entry for entry in rulebook.errors() if entry.code == "CPP-ADM-05")

    assert entry.sentence.startswith(rulebook.GAP)
    assert "{" not in entry.sentence


@pytest.mark.django_db
def test_the_mailbox_is_for_the_demonstration_only() -> None:
    assert Client().get(reverse("mailbox")).status_code == 404


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_a_letter_is_shown_as_text_and_its_layout_in_a_box_of_its_own() -> None:
    letter = outbox.Draft(
        to="claire@example.org",
        kind="password-reset",
        values={"person": "MQ", "token": "t", "until": AT.isoformat()},
    )
    outbox.queue([letter], at=AT)
    outbox.send_pending(clock=stopped(AT))
    email, client = Email.objects.get(), Client()

    assert email.subject in client.get(reverse("mailbox")).text
    page = client.get(reverse("mail", args=[email.pk]))
    assert "<table role=" not in page.text
    boxed = client.get(reverse("mail-html", args=[email.pk]))
    assert boxed.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pytest.mark.django_db
@override_settings(DEMO=True)
def test_a_letter_that_is_not_there_answers_as_any_other_page() -> None:
    assert Client().get(reverse("mail", args=[404])).status_code == 404


def test_the_help_explains_no_status_twice() -> None:
    codes = [code for code, _ in MEANINGS]

    assert len(codes) == len(set(codes))
