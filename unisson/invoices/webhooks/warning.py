"""A webhook that the portal stopped is told to who may mend it. The row that says « to tell » is the job."""

from django.db import transaction

from unisson.directory import rights
from unisson.directory.colleagues import managers_of, tell_all
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import Clock
from unisson.notices.models import Endpoint
from unisson.notices.webhooks import endpoints

from . import managing


def tell_pending(*, clock: Clock, batch: int = 50) -> int:
    """A letter for each to the people of « Raccordement » there, or to the managers; returns how many webhooks."""
    told = 0
    while told < batch and _tell_next(clock=clock):
        told += 1
    return told


def _tell_next(*, clock: Clock) -> bool:
    with transaction.atomic():
        endpoint = endpoints.claim_stopped()
        if endpoint is None:
            return False
        people = list(rights.people(Space.CONNECTIONS, Level.WRITE, structure_id=endpoint.structure_id))
        values = {
            "structure": str(endpoint.structure),
            "webhook": managing.name_of(endpoint),
            "key": endpoint.pk,
            "gone": endpoint.disabled_why == Endpoint.Why.GONE,
        }
        stopped = endpoint.disabled_at.isoformat() if endpoint.disabled_at else ""
        key = f"webhook-{endpoint.pk}-{stopped}"
        tell_all(people or managers_of(endpoint.structure), "webhook-disabled", values, key=key, at=clock())
        endpoints.settle(endpoint)
    return True
