"""« Envoyer les prêtes »: a person asks once, the worker sends each once, whatever is killed meanwhile."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.kernel.findings import Finding, to_data
from unisson.kernel.refusal import Refusal, Unavailable

from ..access import get_drop, hold_dropped
from ..deposit import send as send_draft
from ..models import Drop, DropFile
from ..wake import wake
from .reading import mark_sent

State = DropFile.State


def ask(actor: User, pk: int, seen: Mapping[int, int], *, at: datetime) -> int:
    """Have those files sent that are ready as they were `seen` (key → version of its draft); how many.

    Refusal CPP-DEPOTS-05 when none is any more. Pressed twice, the second finds none left to ask for.
    """
    with transaction.atomic(durable=True):
        drop = get_drop(actor, pk, lock=True)
        ready = drop.files.filter(pk__in=set(seen), state=State.READY)
        same = [key for key, version in ready.values_list("pk", "judged_version") if seen[key] == version]
        if not same and not drop.files.filter(pk__in=set(seen), state__in=(State.TO_SEND, State.SENT)).exists():
            raise Refusal("CPP-DEPOTS-05", field="lot")
        DropFile.objects.filter(pk__in=same).update(
            state=State.TO_SEND, sender=actor, attempts=0, lease_until=None, last_error=""
        )
        Drop.objects.filter(pk=pk).update(touched_at=at)
        wake()
    return len(same)


def send(file: DropFile, *, at: datetime) -> None:
    """Send one. Killed after the invoice left and before it is said here, the second turn finds it sent."""
    assert file.sender and file.draft_id  # noqa: S101 - asked for by somebody, of a draft
    try:
        invoice = send_draft(file.sender, file.draft_id, version=file.judged_version or 0, at=at)
    except Unavailable:
        raise
    except Refusal as refusal:
        _give_back(file, refusal)
        return
    with transaction.atomic():
        held = hold_dropped(file.pk, draft=True)
        if held is not None and held.state == State.TO_SEND and invoice.was_sent:
            mark_sent(held)


def _give_back(file: DropFile, refusal: Refusal) -> None:
    """What could not leave waits for a look, with the reason; its draft is judged again."""
    reasons = refusal.findings or (Finding(code=refusal.code, values=refusal.values),)
    with transaction.atomic():
        held = hold_dropped(file.pk, draft=True)
        if held is None or held.state != State.TO_SEND:
            return
        held.state, held.points, held.judged_version = State.FAULTY, len(reasons), None
        held.findings = [to_data(finding) for finding in reasons[:5]]
        held.attempts, held.lease_until = 0, None
        held.save()
