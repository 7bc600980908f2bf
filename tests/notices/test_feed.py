from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q

from tests.builders import PARIS_7E, PONT_SAINT_ESPRIT
from tests.invoices.builders import a_structure
from unisson.notices import feed

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def happening(structure_id: int, subject: str = "") -> feed.Happening:
    return feed.Happening(
        structure_id=structure_id,
        service_id=None,
        space="FACTURES_EMISES",
        code="CPP-EVT-01",
        values={},
        subject=subject,
    )


def test_the_newest_come_first_and_only_those_one_may_see() -> None:
    mine, other = a_structure(PARIS_7E), a_structure(PONT_SAINT_ESPRIT)
    for rank in range(4):
        feed.record([happening(mine.pk, str(rank)), happening(other.pk)], at=AT + timedelta(minutes=rank))
    assert [event.subject for event in feed.latest(Q(structure=mine), count=3)] == ["3", "2", "1"]


def test_the_newest_word_of_the_operator_comes_first() -> None:
    for rank in range(4):
        feed.publish(title=f"Nouvelle {rank}", body="…", at=AT + timedelta(days=rank))
    assert [piece.title for piece in feed.news(at=AT + timedelta(days=9))] == ["Nouvelle 3", "Nouvelle 2", "Nouvelle 1"]


def test_a_word_of_the_operator_is_shown_between_its_dates_and_until_it_is_withdrawn() -> None:
    ended = feed.publish(title="Finie", body="…", at=AT, until=AT + timedelta(days=1))
    feed.publish(title="À venir", body="…", at=AT + timedelta(days=2))
    assert [piece.title for piece in feed.news(at=AT)] == ["Finie"]
    assert feed.news(at=AT + timedelta(days=1)) == []
    feed.rewrite(ended, withdrawn_at=AT)
    assert feed.news(at=AT) == []
