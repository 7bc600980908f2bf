from contextlib import nullcontext
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from unisson.invoices.lifecycle import EDGES, FORWARD, By, Edge, Move, Needs, allowed, change_status, change_statuses
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.status import FINAL, Channel, Kind, Status
from unisson.kernel.refusal import Refusal

from .builders import A_MOTIVE, AT, LATER, a_deposit, a_person, walk

_STEPS = {(edge.source, edge.target): edge for edge in EDGES}
_OTHERS = [pair for pair in product([None, *Status], Status) if pair not in _STEPS]


def named(edge: Edge) -> str:
    return f"{edge.source or 'nothing'}-{edge.target}"


def a_row(status: Status | None, framework: str = "A1") -> Invoice:
    """An invoice in memory, as a deposit has it before it is inserted."""
    row = Invoice(framework=framework, kind=Kind.INVOICE)
    if status is not None:
        setattr(row, "status", status)  # noqa: B010 - only lifecycle assigns a status, and a test has to start somewhere
    return row


def a_move(by: By, **others: object) -> Move:
    return Move(by=by, at=LATER, channel=Channel.PORTAL, **others)  # type: ignore[arg-type]


def framework_of(edge: Edge) -> str:
    return min(edge.frameworks) if edge.frameworks else "A1"


@pytest.mark.django_db
@pytest.mark.parametrize("edge", EDGES, ids=named)
def test_every_edge_of_the_table_can_be_walked_by_the_one_it_names(edge: Edge) -> None:
    row = a_row(edge.source, framework_of(edge))
    row.pk = None if edge.source is None else 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unisson.invoices.lifecycle.write_history", lambda changes: None)
        move = a_move(edge.by, reason=A_MOTIVE.get(edge.target, ""), comment="Voir ci-joint.")
        changes = change_status(row, edge.target, move=move)
    assert row.status == edge.target
    assert [(change.source, change.target) for change in changes] == [(edge.source or "", edge.target)]


@pytest.mark.parametrize(("source", "target"), _OTHERS)
def test_every_other_step_is_refused(source: Status | None, target: Status) -> None:
    row = a_row(source)
    for by in By:
        with pytest.raises(Refusal, match="CPP-ETAT-01"):
            change_status(row, target, move=a_move(by, reason="DOUBLON"))
    assert (row.status or None) == source


@pytest.mark.parametrize("edge", EDGES, ids=named)
def test_nobody_else_walks_an_edge(edge: Edge) -> None:
    for by in set(By) - {edge.by}:
        with pytest.raises(Refusal, match="CPP-ETAT-01"):
            change_status(a_row(edge.source, framework_of(edge)), edge.target, move=a_move(by, reason="DOUBLON"))


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge.needs is Needs.REASON], ids=named)
def test_a_return_needs_a_reason(edge: Edge) -> None:
    with pytest.raises(Refusal, match="CPP-ETAT-02"):
        change_status(a_row(edge.source), edge.target, move=a_move(edge.by))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("brought", "goes"), [({}, False), ({"comment": "Le bon signé."}, True), ({"joined": True}, True)]
)
def test_a_completed_invoice_brings_a_document_or_a_comment(brought: dict[str, Any], goes: bool) -> None:
    invoice = walk(a_deposit(), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION, Status.SUSPENDUE)
    with nullcontext() if goes else pytest.raises(Refusal, match="CPP-ETAT-03"):
        change_status(invoice, Status.COMPLETEE, move=a_move(By.SUPPLIER, **brought))


@pytest.mark.parametrize(("framework", "target"), [("A9", Status.DEPOSEE), ("A1", Status.A_VALIDER_1)])
def test_a_framework_keeps_to_its_own_circuit(framework: str, target: Status) -> None:
    with pytest.raises(Refusal, match="CPP-ETAT-01"):
        change_status(a_row(None, framework), target, move=a_move(By.SUPPLIER))


def test_every_status_is_reachable_and_only_the_final_ones_lead_nowhere() -> None:
    reached: set[Status | None] = {None}
    while more := {edge.target for edge in EDGES if edge.source in reached} - reached:
        reached |= more
    assert reached == {None, *Status}
    dead_ends = {status for status in Status if not any(edge.source is status for edge in EDGES)}
    assert dead_ends == {*FINAL, Status.A_VALIDER_1}


def test_no_forward_step_goes_back() -> None:
    order = {status: rank for rank, status in enumerate(FORWARD)}
    steps = [(edge.source, edge.target) for edge in EDGES if edge.source in order and edge.target in order]
    assert all(order[source] < order[target] for source, target in steps if source)


def test_what_is_offered_is_what_the_write_lets_through() -> None:
    for status, by in product(Status, By):
        for edge in allowed(status, by):
            change = a_row(status)
            assert _STEPS[Status(change.status), edge.target] is edge


def test_invoices_in_different_statuses_are_not_moved_together() -> None:
    rows = [a_row(Status.DEPOSEE), a_row(Status.BROUILLON)]
    with pytest.raises(ValueError, match="different statuses"):
        change_statuses(rows, Status.EN_COURS_ACHEMINEMENT, move=a_move(By.PLATFORM))


def test_moving_no_invoice_is_nothing() -> None:
    assert change_statuses([], Status.DEPOSEE, move=a_move(By.PLATFORM)) == []


@pytest.mark.django_db
def test_each_row_of_the_history_says_who_when_why_and_by_which_door() -> None:
    invoice = walk(a_deposit(), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION)
    marc = a_person("marc@example.org")
    move = Move(
        by=By.BUYER, at=LATER, channel=Channel.PORTAL, actor_id=marc.pk, reason="DOUBLON", comment="Déjà réglée."
    )
    change_status(invoice, Status.REJETEE, move=move)
    last = invoice.history.latest("sequence")
    assert (last.sequence, last.actor, last.at, last.channel) == (4, marc, LATER, Channel.PORTAL)
    assert (last.reason, last.comment) == ("DOUBLON", "Déjà réglée.")
    assert Invoice.objects.get(pk=invoice.pk).status_since == LATER


@pytest.mark.django_db
def test_a_history_is_one_chain_from_the_first_row() -> None:
    invoice = walk(a_deposit(), Status.EN_COURS_ACHEMINEMENT, Status.MISE_A_DISPOSITION, Status.SERVICE_FAIT)
    rows = list(invoice.history.all())
    assert [row.sequence for row in rows] == [1, 2, 3, 4]
    assert [row.source for row in rows[1:]] == [row.target for row in rows[:-1]]
    assert len({row.digest for row in rows}) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_the_database_itself_refuses_to_rewrite_history(attempt: str) -> None:
    invoice = a_deposit()
    rows = StatusChange.objects.filter(invoice=invoice)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if attempt == "update":
            rows.update(comment="autre chose")
        else:
            rows.delete()
    assert rows.get().at == AT
