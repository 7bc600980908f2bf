"""Webhooks and what waits for them."""

from datetime import datetime
from typing import Any

from tests.invoices.builders import AT, a_structure
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks import endpoints, queueing
from unisson.notices.webhooks.endpoints import Asked, Told
from unisson.notices.webhooks.events import KINDS, STATUS_CHANGED
from unisson.notices.webhooks.queueing import Draft

URL = "https://exemple.fr/hook"


def a_webhook(url: str = URL, *, at: datetime = AT, kinds: Any = KINDS) -> Told:
    return endpoints.make(a_structure().pk, Asked(url=url, kinds=kinds), at=at)


def an_event(endpoint: Endpoint, name: str = "1", *, at: datetime = AT, kind: str = STATUS_CHANGED) -> Delivery:
    queueing.queue([Draft(endpoint=endpoint.pk, kind=kind, source=name, data={"number": name}, at=at)], at=at)
    return Delivery.objects.get(endpoint=endpoint, source=name)
