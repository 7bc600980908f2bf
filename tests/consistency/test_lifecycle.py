"""The table of edges: every status in the graph, reachable, and never left hanging."""

from unisson.invoices.lifecycle import EDGES
from unisson.invoices.status import FINAL, Status


def test_every_status_is_reachable() -> None:
    reached: set[Status | None] = {None}
    while True:
        further = {edge.target for edge in EDGES if edge.source in reached} - reached
        if not further:
            break
        reached |= further
    assert set(Status) - reached == set()


def test_only_final_statuses_have_no_way_out() -> None:
    left = {edge.source for edge in EDGES}
    assert {status for status in Status if status not in left} - set(FINAL) == _LATER


def test_a_final_status_is_never_left() -> None:
    assert {edge.source for edge in EDGES} & set(FINAL) == set()


def test_no_edge_is_written_twice() -> None:
    steps = [(edge.source, edge.target, edge.by) for edge in EDGES]
    assert len(steps) == len(set(steps))


_LATER = {Status.A_VALIDER_1}
"""Validation by a main contractor is not open yet: A9 and A12 are refused before they get here."""
