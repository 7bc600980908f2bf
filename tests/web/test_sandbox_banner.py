"""A portal whose clock is ahead says so on each page."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_draft, a_person
from unisson.config.adapters.sandbox import SandboxClock
from unisson.kernel import clock
from unisson.kernel.ports import ports
from unisson.web.tags import daytime

pytestmark = pytest.mark.django_db
SAID = "l’horloge est avancée"


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SandboxClock:
    one = SandboxClock(tmp_path / "sandbox-clock")
    monkeypatch.setattr(ports, "ahead", one)
    return one


def test_it_is_said_only_while_the_clock_is_ahead(ahead: SandboxClock, client: Client) -> None:
    def page() -> str:
        return client.get(reverse("help")).content.decode()

    assert SAID not in page()
    ahead.advance(timedelta(days=31))
    said = page()
    assert SAID in said
    assert daytime(clock.now()).split(" à ")[0] in said
    ahead.reset()
    assert SAID not in page()


def test_it_is_said_on_a_page_that_is_one_question_too(ahead: SandboxClock, client: Client) -> None:
    draft = a_draft()
    client.force_login(a_person())
    ahead.advance(timedelta(days=31))

    assert SAID in client.get(reverse("issued:delete-draft", args=[draft.pk])).content.decode()
