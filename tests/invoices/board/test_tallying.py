"""The tallies say what counting from the beginning says, whatever happened and however often it was counted."""

import random
from collections import Counter as Counts
from datetime import timedelta

import pytest
from django.db import transaction

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from unisson.invoices import delivery, returns
from unisson.invoices.board import tallying
from unisson.invoices.board.portrait import Key, Portrait, difference, portrait, tallies
from unisson.invoices.lifecycle import EDGES, By
from unisson.invoices.models import Counted, Counter, Entry, Invoice, Tally
from unisson.invoices.register import ledger
from unisson.invoices.status import Status
from unisson.kernel.clock import stopped

from ..builders import (
    AT,
    LATER,
    a_deposit,
    a_draft,
    a_structure,
    a_supplier,
    an_available,
    passed_on,
    walk,
)

pytestmark = pytest.mark.django_db
CLOCK = stopped(LATER)


def scratch() -> dict[Key, tuple[int, int]]:
    """All tallies, counted from the invoices themselves."""
    found: dict[Key, tuple[int, int]] = {}
    for invoice in Invoice.objects.select_related("recipient"):
        for key, (number, amount) in tallies(portrait(invoice, list(invoice.history.order_by("sequence")))):
            before = found.get(key, (0, 0))
            found[key] = (before[0] + number, before[1] + amount)
    return found


def kept() -> dict[Key, tuple[int, int]]:
    names = [field.attname for field in Tally._meta.concrete_fields if field.name != "id"]
    return {Key(*row[:-2]): (row[-2], row[-1]) for row in Tally.objects.values_list(*names)}


def told() -> dict[Key, tuple[int, int]]:
    """The tallies with what is not counted yet: what pages show."""
    more = tallying.uncounted(tallying.place())
    assert more.whole
    found: Counts[tuple[Key, int]] = Counts(more.changed)
    for key, (number, amount) in kept().items():
        found[key, 0] += number
        found[key, 1] += amount
    keys = {key for key, _ in found}
    return {key: (found[key, 0], found[key, 1]) for key in keys if found[key, 0] or found[key, 1]}


def count_all() -> None:
    while ledger.number_pending(clock=CLOCK):
        pass
    while tallying.count_pending(clock=CLOCK, batch=3):
        pass


def step(chance: random.Random, number: int) -> None:
    """Something that happens in the life of invoices."""
    at = LATER + timedelta(hours=7 * number)
    if chance.random() < 0.3:
        a_deposit(f"FA-{number}", at=at)
    if chance.random() < 0.5:
        delivery.deliver_pending(clock=stopped(at))
    for invoice in Invoice.objects.select_related("recipient", "supplier", "recipient_service").order_by("pk"):
        ways = [edge.target for edge in EDGES if edge.source == invoice.status and edge.by is By.BUYER]
        if invoice.status == Status.A_RECYCLER and chance.random() < 0.5:
            siret = chance.choice([PONT_SAINT_ESPRIT, PARIS_7E])
            route = returns.Route(siret=siret, comment=f"Voici {number}.")
            returns.recycle(a_supplier()[0], invoice.pk, route, at=at)
        elif invoice.status == Status.SUSPENDUE and chance.random() < 0.5:
            walk(invoice, Status.COMPLETEE, at=at)
        elif ways and chance.random() < 0.3:
            walk(invoice, chance.choice(ways), at=at)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_life_they_say_what_counting_from_the_beginning_says(seed: int) -> None:
    chance = random.Random(seed)
    a_structure(PONT_SAINT_ESPRIT)
    for number in range(14):
        step(chance, number)
        if chance.random() < 0.4:
            ledger.number_pending(clock=CLOCK, batch=chance.randrange(1, 9))
            tallying.count_pending(clock=CLOCK, batch=chance.randrange(1, 9))
        if Counter.objects.exists() and Counter.objects.get().filled >= Counter.objects.get().until:
            assert told() == scratch()
    count_all()
    assert kept() == scratch() == told()
    assert tallying.rebuild(clock=CLOCK) == Invoice.objects.count()
    assert kept() == scratch()


def test_what_was_there_before_is_counted_first() -> None:
    an_available()
    assert tallying.place() == (0, 0, 0, 0)
    assert not tallying.uncounted(tallying.place()).whole
    count_all()
    assert kept() == scratch()
    assert kept()


def test_counted_twice_nothing_is_counted_twice() -> None:
    an_available()
    count_all()
    before = kept()
    Counter.objects.update(serial=0, filled=0)
    count_all()
    assert kept() == before
    assert tallying.count_pending(clock=CLOCK) == 0


def test_a_batch_that_is_cut_off_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    count_all()
    an_available()
    while ledger.number_pending(clock=CLOCK):
        pass

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt), transaction.atomic():
        patched.setattr(Counter, "save", killed)
        tallying.count_pending(clock=CLOCK)
    assert not kept()
    assert told() == scratch()
    count_all()
    assert kept() == scratch()


def test_another_version_of_what_is_counted_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    an_available()
    count_all()
    monkeypatch.setattr(tallying, "VERSION", 99)
    assert not tallying.uncounted(tallying.place()).whole
    assert tallying.waiting() == 1
    count_all()
    assert Counter.objects.get().version == 99
    assert kept() == scratch()


def test_a_draft_is_in_no_tally() -> None:
    count_all()
    a_draft()
    count_all()
    assert not Tally.objects.exists()
    assert not Counted.objects.exists()


def test_a_recycled_invoice_leaves_the_figures_of_its_former_recipient() -> None:
    count_all()
    an_available("FA-1")
    count_all()
    passed_on("FA-2")
    count_all()
    former = a_structure(PARIS_7E)
    assert sum(one.count for one in Tally.objects.filter(structure=former, side="R", what=Tally.What.STATUS)) == 1
    assert kept() == scratch()


def test_its_returns_are_told_whole_to_the_supplier_only() -> None:
    count_all()
    passed_on()
    count_all()
    backs = Tally.objects.filter(what=Tally.What.RETURN)
    assert [(one.side, one.of, one.count) for one in backs] == [("E", "A_RECYCLER:CMD_ERR", 1)]


def test_what_waits_is_told_to_the_operator() -> None:
    count_all()
    a_deposit()
    assert tallying.waiting() == 0  # the register comes first
    while ledger.number_pending(clock=CLOCK):
        pass
    assert tallying.waiting() == Entry.objects.count()
    assert tallying.waits_since() == AT


def test_more_than_a_page_can_count_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    count_all()
    a_deposit("FA-1")
    a_deposit("FA-2")
    monkeypatch.setattr(tallying, "MOST", 1)
    assert not tallying.uncounted(tallying.place()).whole


def test_a_portrait_is_kept_as_text() -> None:
    invoice = an_available()
    said = portrait(invoice, list(invoice.history.all()))
    assert said
    assert Portrait.read(str(said)) == said
    assert not any(difference(said, said).values())
