"""The dashboards and the forecast of payments."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.test import Client
from django.urls import reverse

from bench import stock
from tests.invoices.builders import a_person, grant
from unisson.accounts.models import User
from unisson.directory.models import SpaceOpening, Structure
from unisson.directory.spaces import Space


def pages(known: stock.Parties) -> Mapping[str, Callable[[], object]]:
    """Each as who has most opens it."""
    return {label: partial(_open, client, address) for label, client, address in _addresses(known)}


def _addresses(known: stock.Parties) -> Iterator[tuple[str, Client, str]]:
    supplier, recipient = stock.biggest(known)
    issued = _client(a_person("issues@example.org"), supplier, Space.ISSUED)
    received = _client(a_person("watches@example.org"), recipient, Space.RECEIVED)
    for label, query in (
        ("twelve months", ""),
        ("last year", "?periode=passee"),
        ("two years", "?du=2025-01-01&au=2026-12-31"),
    ):
        yield f"issued, {label}", issued, reverse("issued:board") + query
        yield f"received, {label}", received, reverse("received:board") + query
    yield "forecast of payments", issued, reverse("issued:forecast")


def _client(person: User, structure: Structure, space: Space) -> Client:
    SpaceOpening.objects.get_or_create(structure=structure, space=space)
    grant(person, structure, space)
    client = Client()
    client.force_login(person)
    return client


def _open(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
