"""Claire of SAFE STYLE, signed in, and her drafts."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_draft, a_supplier
from unisson.invoices.models import Invoice


@pytest.fixture
def claire(client: Client, db: None) -> Client:
    user, _ = a_supplier()
    client.force_login(user)
    return client


@pytest.fixture
def draft(claire: Client) -> Invoice:
    """A draft that lacks nothing."""
    return a_draft()


def form_of(draft: Invoice, **changes: str) -> dict[str, str]:
    """What the page of the draft posts, with changes."""
    return {**draft.draft["typed"], "version": str(draft.draft_version), "tab": "here", "state": "non", **changes}


def page_of(draft: Invoice) -> str:
    return reverse("issued:draft", args=[draft.pk])
