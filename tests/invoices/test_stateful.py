"""Whatever anybody does, in whatever order, the record stays whole: after each act `unisson audit` finds nothing."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Level, Space
from unisson.invoices import actions, audit, bulk, colleagues, delivery, exchange, returns
from unisson.invoices.models import Invoice, Message
from unisson.invoices.motives import MOTIVES
from unisson.invoices.returns import Route
from unisson.invoices.status import NEVER_SENT, Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .builders import LATER, a_clerk, a_deposit, a_draft, a_person, a_structure, a_supplier, grant

AMOUNTS = ("number", "net_total", "vat_total", "gross_total", "net_to_pay", "issue_date", "file_id")
"""What never changes after the deposit."""
TEXTS = st.sampled_from(["", "Voici.", "Le bon de commande prévoit une autre quantité."])
WHO = st.sampled_from(["supplier", "clerk", "other clerk", "reader", "nobody"])
WHICH = st.integers(0, 5)


class Portal(RuleBasedStateMachine):
    """A supplier, two recipients, a reader and a stranger, over a handful of invoices."""

    def __init__(self) -> None:
        super().__init__()
        self._savepoint = transaction.savepoint()
        self._at = LATER
        self._deposited: dict[int, tuple[Any, ...]] = {}
        reader, supplier = a_person("reader@example.org"), a_supplier()
        grant(reader, supplier[1], level=Level.READ)
        grant(reader, a_structure(PARIS_7E), Space.RECEIVED, Level.READ)
        self._people: dict[str, User] = {
            "supplier": supplier[0],
            "clerk": a_clerk(),
            "other clerk": a_clerk(PONT_SAINT_ESPRIT),
            "reader": reader,
            "nobody": a_person("nobody@example.org"),
        }

    def teardown(self) -> None:
        transaction.savepoint_rollback(self._savepoint)

    def _moment(self) -> datetime:
        self._at += timedelta(hours=7)
        return self._at

    def _one(self, which: int) -> Invoice:
        invoices = list(Invoice.objects.exclude(status__in=NEVER_SENT).order_by("pk"))
        return invoices[which % len(invoices)]

    def _try(self, act: Callable[..., object], *arguments: Any, **named: Any) -> None:
        """What is refused leaves no trace: the invariants look."""
        with contextlib.suppress(Refusal):
            act(*arguments, at=self._moment(), **named)

    @rule()
    def deposit(self) -> None:
        if len(self._deposited) < 4:
            invoice = a_deposit(f"FA-{len(self._deposited)}", at=self._moment())
            self._deposited[invoice.pk] = self._held(invoice)

    @rule()
    def draft(self) -> None:
        if not Invoice.objects.filter(status=Status.BROUILLON).exists():
            a_draft(at=self._moment())

    @rule()
    def deliver(self) -> None:
        delivery.deliver_pending(clock=stopped(self._moment()))

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, step=st.sampled_from(Status), motive=st.sampled_from(MOTIVES), comment=TEXTS)
    def treat(self, who: str, which: int, step: Status, motive: Any, comment: str) -> None:
        one = self._one(which)
        self._try(actions.treat, self._people[who], one.pk, step, reason=motive.code, comment=comment)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, step=st.sampled_from(Status), motive=st.sampled_from(MOTIVES), comment=TEXTS)
    def treat_all(self, who: str, step: Status, motive: Any, comment: str) -> None:
        seen = dict.fromkeys(self._deposited)
        self._try(bulk.treat_several, self._people[who], seen, step, reason=motive.code, comment=comment)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, siret=st.sampled_from([PARIS_7E, PONT_SAINT_ESPRIT, "1"]), comment=TEXTS)
    def recycle(self, who: str, which: int, siret: str, comment: str) -> None:
        self._try(returns.recycle, self._people[who], self._one(which).pk, Route(siret=siret, comment=comment))

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, comment=TEXTS)
    def complete(self, who: str, which: int, comment: str) -> None:
        self._try(returns.complete, self._people[who], self._one(which).pk, (), comment=comment)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, treats=st.booleans())
    def read(self, who: str, which: int, treats: bool) -> None:
        act = returns.treat_rejections if treats else returns.acknowledge
        one = self._one(which)
        self._try(act, self._people[who], {one.pk: one.status_since})

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, side=st.sampled_from(Message.Side), what=st.sampled_from(Message.What), text=TEXTS)
    def say(self, who: str, which: int, side: Message.Side, what: str, text: str) -> None:
        self._try(exchange.say, self._people[who], self._one(which).pk, side, text=text, what=what)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, to=WHO, text=TEXTS)
    def hand(self, who: str, which: int, to: str, text: str) -> None:
        self._try(colleagues.note, self._people[who], self._one(which).pk, text=text, to=self._people[to].pk)

    @invariant()
    def the_record_is_whole(self) -> None:
        assert [finding.code for finding in audit.audit(audit.Tally())] == []

    @invariant()
    def what_was_deposited_stays(self) -> None:
        now = {pk: self._held(one) for pk, one in Invoice.objects.in_bulk(list(self._deposited)).items()}
        assert now == self._deposited

    @staticmethod
    def _held(invoice: Invoice) -> tuple[Any, ...]:
        invoice.refresh_from_db()
        return tuple(getattr(invoice, name) for name in AMOUNTS)


@pytest.mark.django_db
def test_no_order_of_acts_breaks_the_record() -> None:
    run_state_machine_as_test(
        Portal,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
