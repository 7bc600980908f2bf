"""Typed invoices sent at the same instant, over connections that commit for real."""

import pytest

from unisson.invoices import deposit
from unisson.invoices.models import DepositCertificate, Invoice

from ..builders import LATER, a_person
from ..test_at_once import at_once
from .builders import a_typed_draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def test_drafts_sent_at_once_get_numbers_without_a_gap() -> None:
    drafts, user = [a_typed_draft() for _rank in range(9)], a_person()
    acts = [lambda one=one: deposit.send(user, one.pk, version=one.draft_version, at=LATER) for one in drafts]
    sent = at_once(*acts)
    assert [one for one in sent if isinstance(one, Exception)] == []
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"2026{rank:016}" for rank in range(1, 10)]
    assert DepositCertificate.objects.count() == 9


def test_a_draft_sent_from_two_tabs_is_one_invoice() -> None:
    draft, user = a_typed_draft(), a_person()
    sent = at_once(*[lambda: deposit.send(user, draft.pk, version=draft.draft_version, at=LATER)] * 4)
    assert [one.pk for one in sent] == [draft.pk] * 4
    assert Invoice.objects.get().number == "20260000000000000001"
    assert DepositCertificate.objects.count() == 1
