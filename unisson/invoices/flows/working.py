"""What the worker does of flows, a little at each sweep: single files first, so that nobody waits behind a crowd."""

import logging
from collections.abc import Callable

from unisson.kernel.clock import Clock
from unisson.kernel.refusal import Unavailable

from ..lease import MOST_ATTEMPTS, claim
from ..models import ARCHIVE, Flow
from ..wake import wake
from . import batches, leases, opening

BATCH = 50
BATCHES = 10
"""Of one sweep, two seconds at most: then the other work has its turn."""

_log = logging.getLogger(__name__)


def process_pending(*, clock: Clock) -> int:
    """Open archives and judge files; returns how many came a step further. Safe to run twice and at once."""
    done = 0
    for _ in range(BATCHES):
        came = _turn(clock)
        if not came:
            break
        done += came
    if done and leases.due(clock()).exists():
        wake()
    return done


def _turn(clock: Clock) -> int:
    """A batch. Where there are more, other workers are woken first, to take their share."""
    opened = _open_one(clock)
    if leases.due(clock())[BATCH:].exists():
        wake()
    return opened + _judge_some(clock)


def _open_one(clock: Clock) -> int:
    flows = claim(leases.due(clock()).filter(syntax=ARCHIVE), most=1, at=clock())
    return sum(_guarded(flow, lambda one: opening.unpack_one(one, clock=clock), clock=clock) for flow in flows)


def _guarded(flow: Flow, work: Callable[[Flow], None], *, clock: Clock) -> int:
    if flow.attempts > MOST_ATTEMPTS:
        return leases.note(flow, None, at=clock())
    try:
        work(flow)
    except Unavailable as away:
        leases.give_back([flow], why=away.code)
        return 0
    except Exception as error:
        _log.exception("Flow %s could not be opened", flow.pk)
        return leases.note(flow, error, at=clock())
    return 1


def _judge_some(clock: Clock) -> int:
    """What failed before goes alone: it may be what killed the others of its batch."""
    waiting = leases.due(clock()).exclude(syntax=ARCHIVE).select_related("supplier", "depositor")
    fresh, tried = waiting.filter(attempts=0), waiting.filter(attempts__gt=0)
    flows = claim(fresh.filter(whole=None), most=BATCH, at=clock())
    flows = flows or claim(fresh.filter(whole__isnull=False), most=BATCH, at=clock())
    flows = flows or claim(tried, most=1, at=clock())
    if flows and flows[0].attempts > MOST_ATTEMPTS:
        return leases.note(flows[0], None, at=clock())
    return batches.attempt(flows, clock=clock) if flows else 0
