"""Who is told that the portal stopped a webhook."""

import pytest

from tests.invoices.builders import AT, a_supplier
from unisson.directory.models import Structure
from unisson.invoices.webhooks import warning
from unisson.kernel.clock import stopped
from unisson.notices import outbox
from unisson.notices.models import Email, Endpoint
from unisson.notices.webhooks import endpoints
from unisson.notices.webhooks.endpoints import Asked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("why", ["DISPARU", "EN_ECHEC"])
def test_its_people_get_one_letter(supplier: Structure, why: str, language: str, compiled: None) -> None:
    claire = a_supplier()[0]
    claire.language = language
    claire.save()
    endpoint = endpoints.make(supplier.pk, Asked(url="https://exemple.fr/", kinds=[]), at=AT).endpoint
    stopped_by_the_portal = {"state": "DESACTIVE", "disabled_at": AT, "disabled_why": why, "to_tell": True}
    Endpoint.objects.update(**stopped_by_the_portal)

    assert warning.tell_pending(clock=stopped(AT)) == 1
    assert warning.tell_pending(clock=stopped(AT)) == 0
    outbox.send_pending(clock=stopped(AT))

    letter = Email.objects.get()
    assert (letter.to, letter.kind, letter.state) == (claire.email, "webhook-disabled", "SENT")
    assert "exemple.fr" in letter.subject
    assert f"/raccordement/webhooks/{endpoint.pk}/" in letter.text


def test_resumed_before_it_was_told_it_is_not(supplier: Structure) -> None:
    endpoint = endpoints.make(supplier.pk, Asked(url="https://exemple.fr/", kinds=[]), at=AT).endpoint
    Endpoint.objects.update(state="DESACTIVE", disabled_at=AT, to_tell=True)
    endpoints.turn(Endpoint.objects.get(pk=endpoint.pk), Endpoint.State.ACTIVE)
    assert warning.tell_pending(clock=stopped(AT)) == 0
