"""Whatever anybody does, in whatever order, the record stays whole: `unisson audit` finds nothing."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.accounts.models import User
from unisson.directory.spaces import Level, Space
from unisson.invoices import actions, bulk, colleagues, delivery, exchange, returns
from unisson.invoices.attachments import Joined
from unisson.invoices.models import Invoice, Message
from unisson.invoices.motives import MOTIVES
from unisson.invoices.register import audit
from unisson.invoices.returns import Route
from unisson.invoices.status import NEVER_SENT, Status
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .builders import LATER, a_clerk, a_deposit, a_draft, a_person, a_structure, a_supplier, grant

AMOUNTS = ("number", "net_total", "vat_total", "gross_total", "net_to_pay", "issue_date", "file_id")
"""What never changes after the deposit."""
TEXTS = st.sampled_from(["", "Voici.", "Le bon de commande prévoit une autre quantité."])
RIGHT_ONE = "whose turn it is"
ANYBODY = st.sampled_from(["supplier", "clerk", "other clerk", "reader", "nobody"])
WHO = st.just(RIGHT_ONE) | st.just(RIGHT_ONE) | ANYBODY
"""Mostly whoever may: by chance alone, hardly any act would be more than refused."""
HANDS = st.lists(st.none() | st.just(RIGHT_ONE) | ANYBODY, min_size=1, max_size=3)
STEPS = st.integers(0, 11) | st.integers(0, 11) | st.sampled_from(Status)
"""One of those that the table has from there, by its rank, or whichever."""
WHICH = st.integers(0, 5)
MANDATES = st.sampled_from(["", "M-2026-17", "M-2026-18"])
FILES = st.lists(st.sampled_from([Joined(name=name, content=b"Bon.") for name in ("bon.txt", "photo.txt")]), max_size=2)
SAID = st.tuples(TEXTS, MANDATES)
PAUSES = st.lists(st.sampled_from([0, 0, 1, 7, 24 * 20]), min_size=3, max_size=9)
"""Hours between two acts: often none, so that both happen at one instant; once in a while more than half a period."""


class Portal(RuleBasedStateMachine):
    """A supplier, two recipients, a reader and a stranger, over a handful of invoices."""

    def __init__(self) -> None:
        super().__init__()
        self._savepoint = transaction.savepoint()
        self._at = LATER
        self._pauses = cycle([7])
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

    @initialize(pauses=PAUSES, files=FILES, lived=st.booleans())
    def begin(self, pauses: list[int], files: list[Joined], lived: bool) -> None:
        """One is there, and has sometimes been handed on and back, suspended and completed: chance seldom does it."""
        self._pauses = cycle(pauses)
        self.deposit()
        self.deliver()
        if lived:
            self.hand(RIGHT_ONE, 0, [RIGHT_ONE, None], "")
            self.complete(RIGHT_ONE, 0, files, "Voici.", asked=True)
            self.download(RIGHT_ONE, 0, Message.Side.RECIPIENT)

    def teardown(self) -> None:
        """The record only grows: what any act broke in it is found at the end."""
        try:
            assert list(audit.audit(audit.Tally())) == []
        finally:
            transaction.savepoint_rollback(self._savepoint)

    def _moment(self) -> datetime:
        self._at += timedelta(hours=next(self._pauses))
        return self._at

    def _one(self, which: int, **best: Any) -> Invoice:
        """One of those that were sent; of those that are `best` for an act, if any."""
        invoices = Invoice.objects.exclude(status__in=NEVER_SENT).order_by("pk")
        known = list(invoices.filter(**best)) or list(invoices)
        return known[which % len(known)]

    def _person(self, who: str, one: Invoice, side: Message.Side) -> User:
        if who != RIGHT_ONE:
            return self._people[who]
        if side is Message.Side.SUPPLIER:
            return self._people["supplier"]
        return self._people["clerk" if str(one.recipient) == str(a_structure(PARIS_7E)) else "other clerk"]

    def _try(self, act: Callable[..., object], *arguments: Any, **named: Any) -> None:
        """What is refused leaves no trace: the invariants look."""
        with contextlib.suppress(Refusal):
            act(*arguments, at=self._moment(), **named)

    @rule()
    def deposit(self) -> None:
        if len(self._deposited) < 3:
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
    @rule(who=WHO, which=WHICH, step=STEPS, motive=st.integers(0, 40), said=SAID)
    def treat(self, who: str, which: int, step: int | Status, motive: int, said: tuple[str, str]) -> None:
        one = self._one(which)
        target, named = self._treatment(one, step, motive, said)
        self._try(actions.treat, self._person(who, one, Message.Side.RECIPIENT), one.pk, target, **named)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, step=STEPS, motive=st.integers(0, 40), said=SAID)
    def treat_all(self, who: str, which: int, step: int | Status, motive: int, said: tuple[str, str]) -> None:
        one, seen = self._one(which), dict.fromkeys(self._deposited)
        target, named = self._treatment(one, step, motive, said)
        self._try(bulk.treat_several, self._person(who, one, Message.Side.RECIPIENT), seen, target, **named)

    @staticmethod
    def _treatment(
        one: Invoice, step: int | Status, motive: int, said: tuple[str, str]
    ) -> tuple[Status, dict[str, str]]:
        if not isinstance(step, Status):
            edges = [*actions.steps_for(one), *actions.returns_for(one)]
            step = edges[step % len(edges)].target if edges else Status.MANDATEE
        reasons = [known.code for known in MOTIVES if known.returns == step] or [MOTIVES[0].code]
        return step, {"reason": reasons[motive % len(reasons)], "comment": said[0], "mandate": said[1]}

    def _send_back(self, which: int, target: Status, motive: str) -> None:
        """What hardly happens by chance, and an answer supposes."""
        one = self._one(which)
        clerk = self._person(RIGHT_ONE, one, Message.Side.RECIPIENT)
        self._try(actions.treat, clerk, one.pk, target, reason=motive, comment="Voir le bon de commande.")

    @precondition(lambda self: self._deposited)
    @rule(
        who=WHO,
        which=WHICH,
        siret=st.sampled_from([PARIS_7E, PONT_SAINT_ESPRIT, "1"]),
        comment=TEXTS,
        asked=st.booleans(),
    )
    def recycle(self, who: str, which: int, siret: str, comment: str, asked: bool) -> None:
        if asked:
            self._send_back(which, Status.A_RECYCLER, "CMD_ERR")
        one, route = self._one(which, status=Status.A_RECYCLER), Route(siret=siret, comment=comment)
        self._try(returns.recycle, self._person(who, one, Message.Side.SUPPLIER), one.pk, route)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, files=FILES, comment=TEXTS, asked=st.booleans())
    def complete(self, who: str, which: int, files: list[Joined], comment: str, asked: bool) -> None:
        if asked:
            self._send_back(which, Status.SUSPENDUE, "JUSTIF_ABS")
        one = self._one(which, status=Status.SUSPENDUE)
        self._try(returns.complete, self._person(who, one, Message.Side.SUPPLIER), one.pk, files, comment=comment)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, side=st.sampled_from(Message.Side))
    def download(self, who: str, which: int, side: Message.Side) -> None:
        one = self._one(which)
        self._try(actions.note_download, self._person(who, one, side), one.pk)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, treats=st.booleans())
    def read(self, who: str, which: int, treats: bool) -> None:
        act, one = (returns.treat_rejections if treats else returns.acknowledge), self._one(which)
        self._try(act, self._person(who, one, Message.Side.SUPPLIER), {one.pk: one.status_since})

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, side=st.sampled_from(Message.Side), what=st.sampled_from(Message.What), text=TEXTS)
    def say(self, who: str, which: int, side: Message.Side, what: str, text: str) -> None:
        one = self._one(which)
        self._try(exchange.say, self._person(who, one, side), one.pk, side, text=text, what=what)

    @precondition(lambda self: self._deposited)
    @rule(who=WHO, which=WHICH, to=HANDS, text=TEXTS)
    def hand(self, who: str, which: int, to: list[str | None], text: str) -> None:
        one, side = self._one(which), Message.Side.RECIPIENT
        for hands in to:
            colleague = self._person(hands, one, side).pk if hands else None
            self._try(colleagues.note, self._person(who, one, side), one.pk, text=text, to=colleague)

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
            max_examples=14,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
