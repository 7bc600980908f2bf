"""Judging what machines sent, in batches: each invoice by itself, the database asked and written once for all.

Killed, a batch is taken up by another worker when its lease runs out. What it wrote is there whole or not at all: an
invoice has one flow and a flow one invoice (unique), and a flow is written under its lock while it is open.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from unisson.kernel.clock import Clock, legal_day
from unisson.kernel.findings import to_data
from unisson.kernel.refusal import Unavailable

from .. import writing
from ..deposit import new_invoice
from ..models import Flow, Invoice
from ..sandbox import refusing
from ..wake import wake
from . import closing, leases
from .judging import Outcome, judge, settle_numbers
from .known import Known

_log = logging.getLogger(__name__)
_WRITTEN = (
    "state",
    "state_since",
    "lease_until",
    "findings",
    "rule_versions",
    "syntax",
    "supplier",
    "supplier_service",
    "invoice_number",
    "seller",
    "buyer",
)


def attempt(flows: Sequence[Flow], *, clock: Clock, alone: bool = False) -> int:
    """Judge and write claimed flows; returns how many came to their end.

    Where they fail together each is tried alone: a number that was taken meanwhile is found then, and one that makes
    us fail keeps no other waiting.
    """
    try:
        return _through(flows, at=clock())
    except Unavailable as away:
        leases.give_back(flows, why=away.code)
        return 0
    except Exception as error:
        if alone:
            _log.exception("Flow %s failed", flows[0].pk)
            return leases.note(flows[0], error, at=clock())
    return sum(attempt([flow], clock=clock, alone=True) for flow in flows)


def _through(flows: Sequence[Flow], *, at: datetime) -> int:
    known = Known(on=legal_day(at))
    outcomes = [judge(flow, known, at=at) for flow in flows]
    settle_numbers(outcomes, known)
    with transaction.atomic(durable=True):
        wholes = _locked(sorted({flow.whole_id for flow in flows if flow.whole_id}))
        still = {flow.pk: flow for flow in _locked(sorted(flow.pk for flow in flows)) if flow.state in closing.OPEN}
        ours = [outcome for outcome in outcomes if outcome.flow.pk in still]
        for outcome in ours:
            _play(outcome)
            _close(outcome, still[outcome.flow.pk], at=at)
        _save([outcome.flow for outcome in ours])
        _write(ours, at=at)
        for whole in wholes:
            closing.conclude(whole, at=at)
    return len(ours)


def _locked(keys: Sequence[int]) -> list[Flow]:
    flows = Flow.objects.select_for_update(of=("self",)).select_related("supplier_service", "depositor", "file")
    return list(flows.filter(pk__in=keys).order_by("pk")) if keys else []


def _play(outcome: Outcome) -> None:
    """What would be taken is refused all the same where a sandbox was told so."""
    if outcome.state == Flow.State.INTEGRATED and outcome.value:
        played = refusing.take(outcome.supplier.pk, outcome.value)
        if played:
            outcome.reject(played)


def _close(outcome: Outcome, flow: Flow, *, at: datetime) -> None:
    """`flow`: the same, as it is now."""
    flow.state, flow.state_since, flow.lease_until = outcome.state, at, None
    flow.findings = [*closing.lasting(flow.findings), *map(to_data, outcome.findings)]
    flow.rule_versions = dict(outcome.decision.versions) if outcome.decision else {}
    flow.syntax, flow.supplier = outcome.syntax, outcome.supplier
    if outcome.supplier.pk != outcome.flow.supplier_id:
        flow.supplier_service = None
    flow.invoice_number, flow.seller, flow.buyer = outcome.said
    outcome.flow = flow


def _save(flows: Sequence[Flow]) -> None:
    """One statement for all of which the same is to be written: of an archive, mostly for all that were taken."""
    alike: dict[str, list[Flow]] = {}
    for flow in flows:
        alike.setdefault(repr([getattr(flow, name) for name in _WRITTEN]), []).append(flow)
    for group in alike.values():
        written = {name: getattr(group[0], name) for name in _WRITTEN}
        Flow.objects.filter(pk__in=[flow.pk for flow in group]).update(**written)


def _new_invoice(one: Outcome, *, at: datetime) -> Invoice:
    invoice = new_invoice(one.flow, at=at)
    invoice.signature = dict(one.signature or {})
    return invoice


def _write(outcomes: Sequence[Outcome], *, at: datetime) -> None:
    admitted = [
        writing.Deposit(
            invoice=_new_invoice(one, at=at), value=one.value, decision=one.decision, actor=one.flow.depositor
        )
        for one in outcomes
        if one.state == Flow.State.INTEGRATED and one.value and one.decision
    ]
    if admitted:
        writing.write(admitted, at=at)
        wake()
