"""Taking what a machine sends: kept durably with its number, and judged afterwards by the worker.

The same bytes of the same account within a day are one flow, unless it was rejected: a connector that got no answer
may send again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.files import limits, store, unpack
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.refusal import Refusal

from ..deposit import check_right
from ..models import ARCHIVE, Flow
from ..status import Channel
from ..wake import wake
from .syntaxes import SYNTAXES

REMEMBERED = timedelta(hours=24)
REFUSED = (Flow.State.REJECTED, Flow.State.INADMISSIBLE, Flow.State.FAILED)
"""Flows of which nothing was taken: the same bytes may be sent again."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file as a machine sent it. `stated`: the code of its syntax."""

    name: str
    content: bytes
    stated: str
    signed: bool = False


@dataclass(frozen=True, kw_only=True)
class Promise:
    """The flow, durable. `again`: it is that of the same bytes, sent before."""

    flow: Flow
    again: bool = False

    @property
    def remark(self) -> Finding | None:
        """What the sender is told beside the number."""
        if not self.again:
            return None
        return Finding(code="CPP-FLUX-05", values={"flow": self.flow.number}, severity=Severity.INFORMATION)


def receive(
    actor: User, sent: Sent, *, supplier: Structure, channel: Channel, at: datetime, service: Service | None = None
) -> Promise:
    """Keep what `actor` sends for `supplier`, or for the suppliers of its files that he may deposit for.

    Refusal for what is not kept: CPP-FLUX-01, CPP-ACCES-02, CPP-FICHIER-… (empty, too large, name, virus).
    """
    if sent.stated not in SYNTAXES:
        raise Refusal("CPP-FLUX-01", field="syntaxeFlux", stated=sent.stated[:40])
    check_right(actor, supplier, service, channel)
    archive = unpack.looks_like_one(sent.content)
    limits.check_size(sent.name, len(sent.content), limit=limits.ARCHIVE if archive else limits.INVOICE_FILE)
    limits.check_name(sent.name, limit=limits.INVOICE_NAME)
    kept = store.put(sent.content, name=sent.name, media_type=_media_type(sent.content, archive=archive), at=at)
    flow = Flow(
        channel=channel,
        depositor=actor,
        supplier=supplier,
        supplier_service=service,
        file=kept.file,
        file_name=sent.name,
        syntax=ARCHIVE if archive else "",
        received_at=at,
        stated=sent.stated,
        signed=sent.signed,
        once=f"{actor.pk}:{kept.file.digest}",
    )
    if kept.known and (before := _before(flow)):
        return Promise(flow=before, again=True)
    try:
        _promise(flow, kept)
    except IntegrityError:
        before = _before(flow)
        if before is None:
            raise
        return Promise(flow=before, again=True)
    return Promise(flow=flow)


def _promise(flow: Flow, kept: store.Kept) -> None:
    with transaction.atomic(durable=True):
        if kept.known:
            Flow.objects.filter(_forgotten(flow.received_at), once=flow.once).update(once=None)
        store.record(kept)
        flow.save(force_insert=True)
        wake()


def _before(flow: Flow) -> Flow | None:
    """The flow of the same bytes that still answers for them."""
    return Flow.objects.filter(once=flow.once).exclude(_forgotten(flow.received_at)).first()


def _forgotten(at: datetime) -> Q:
    return Q(state__in=REFUSED) | Q(received_at__lt=at - REMEMBERED)


def _media_type(content: bytes, *, archive: bool) -> str:
    if archive:
        return "application/zip" if content.startswith(b"PK") else "application/gzip"
    return "application/pdf" if content.startswith(b"%PDF") else "application/xml"
