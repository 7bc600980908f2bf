"""How the flow of an archive ends: refused as a whole, or by what became of its files.

Locking order: whole, members.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from unisson.kernel.findings import Finding, to_data

from ..access import lock_flow
from ..models import Flow

State = Flow.State
FAULT = "CPP-FLUX-09"
OPEN = frozenset({State.RECEIVED, State.UNDERWAY})
REJECTED = (State.REJECTED, State.INADMISSIBLE)


def refuse_whole(whole: Flow, finding: Finding, *, at: datetime) -> None:
    """« Irrecevable »: nothing of it is taken. What was judged before (its opening was cut off, and the scanner knows
    more now) stays: it is an invoice."""
    with transaction.atomic(durable=True):
        locked = lock_flow(whole.pk)
        if locked.state != State.RECEIVED:
            return
        members = Flow.objects.filter(whole=locked)
        members.filter(state__in=(State.RECEIVED, State.INADMISSIBLE)).delete()
        state = State.UNDERWAY if members.exists() else State.INADMISSIBLE
        _end(locked, state, at=at, findings=[*lasting(locked.findings), to_data(finding)])
        if state == State.UNDERWAY:
            conclude(locked, at=at)


def open_whole(whole: Flow, said: Iterable[Finding], *, at: datetime) -> None:
    """All its files are rows: what is to be done of it is to be done of them."""
    with transaction.atomic(durable=True):
        locked = lock_flow(whole.pk)
        if locked.state == State.RECEIVED:
            _end(locked, State.UNDERWAY, at=at, findings=[*lasting(locked.findings), *map(to_data, said)])
            conclude(locked, at=at)


def fail(flow: Flow, why: str, *, at: datetime) -> None:
    """Given up: a fault of ours, which the operator sees, and the sender too."""
    told = to_data(Finding(code=FAULT, where="file", values={"name": flow.file_name}))
    with transaction.atomic(durable=True):
        whole = lock_flow(flow.whole_id) if flow.whole_id else None
        locked = lock_flow(flow.pk)
        if locked.state != State.RECEIVED:
            return
        Flow.objects.filter(pk=flow.pk).update(last_error=why[:300])
        _end(locked, State.FAILED, at=at, findings=[*lasting(locked.findings), told])
        if whole:
            conclude(whole, at=at)


def conclude(whole: Flow, *, at: datetime) -> None:
    """Give a locked whole the state that its files make, once none of them is open. One that is not yet open waits."""
    if whole.state == State.RECEIVED:
        return
    rows = Flow.objects.filter(whole=whole).values_list("state").annotate(count=Count("pk"))
    state = state_of(Counter(dict(rows.order_by())))
    if state is not None and state != whole.state:
        _end(whole, state, at=at, findings=whole.findings)


def state_of(counts: Counter[str]) -> str | None:
    """What files in those states make of the whole: None while some are open. An archive of signatures is refused."""
    if any(counts[state] for state in OPEN):
        return None
    total, taken = counts.total(), counts[State.INTEGRATED]
    if taken:
        return State.INTEGRATED if taken == total else State.PARTIAL
    return State.FAILED if total and counts[State.FAILED] == total else State.REJECTED


def lasting(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without what was said when a fault of ours stopped it: it has had another turn."""
    return [one for one in findings if one["code"] != FAULT]


def _end(flow: Flow, state: str, *, at: datetime, findings: list[dict[str, Any]]) -> None:
    flow.state, flow.state_since, flow.lease_until, flow.findings = state, at, None, findings
    flow.save(update_fields=["state", "state_since", "lease_until", "findings"])
