"""Reading the files of a drop into drafts, and judging those that somebody changed since."""

import io
from datetime import datetime

from django.db import transaction

from unisson.files import store, unpack
from unisson.kernel.findings import Finding, to_data
from unisson.kernel.refusal import Refusal, Unavailable

from ..access import hold_dropped
from ..deposit import fitting_name, sent_before
from ..drafting import drafts, landmarks, scans
from ..drafting.reading import FileRead, kind_of_file, read_file
from ..models import DropFile, Flow, Invoice
from ..status import Channel, Status
from . import adding, verdict

State = DropFile.State


def read(file: DropFile, *, at: datetime) -> None:
    """Make a draft of a file, or more files of an archive, or say why not. Safe to run twice and at once."""
    assert file.file_id  # noqa: S101 - what waits was kept
    content = store.content_of(file.file_id)
    try:
        if content.startswith(adding.ARCHIVES):
            _unpack(file, content, at=at)
            return
        found = read_file(
            content,
            kind_of_file(content, name=file.name),
            own_sirets=(file.drop.supplier.identifier,),
            learned=landmarks.known(file.drop.supplier_id),
            at=at,
        )
    except Unavailable:
        raise
    except Refusal as refusal:
        _refuse(file, Finding(code=refusal.code, values=refusal.values))
        return
    _begin(file, found, at=at)


def judge(file: DropFile, *, at: datetime) -> None:
    """Say again what is to be said of a draft that changed, left or was deleted since."""
    rows = Invoice.objects.select_related("supplier", "supplier_service", "account", "flow", "awaits__structure")
    draft = rows.filter(drop_file=file).first()
    said = verdict.verdict_of(draft, at=at) if draft and draft.status == Status.BROUILLON else None
    with transaction.atomic():
        held = hold_dropped(file.pk, draft=True)
        if held is None or held.draft is None or held.state in (State.TO_SEND, State.SENT):
            return
        if held.draft.was_sent:
            mark_sent(held)
        elif held.draft.status != Status.BROUILLON:
            adding.take_out(held)
        elif said and said.version == held.draft.draft_version:
            verdict.write(held, said)


def looked_at(draft: Invoice, *, at: datetime) -> int | None:
    """Somebody had the form of a draft before him and goes back to its drop, if it is of one: judged at once."""
    file = DropFile.objects.filter(draft=draft).first()
    if file is None:
        return None
    judge(file, at=at)
    return file.drop_id


def mark_sent(held: DropFile) -> None:
    """The draft has left: from here, or from its own form."""
    held.state, held.findings, held.points = State.SENT, [], 0
    held.attempts, held.lease_until, held.last_error = 0, None, ""
    held.save()
    adding.judge_again(held.drop_id, held.number_key)


def _refuse(file: DropFile, finding: Finding) -> None:
    with transaction.atomic(durable=True):
        held = hold_dropped(file.pk)
        if held is not None and held.state == State.WAITING:
            verdict.refuse(held, finding)


def _begin(file: DropFile, found: FileRead, *, at: datetime) -> None:
    """Judged before the lock is taken; a file that was removed or read by another meanwhile gets no second draft."""
    draft = drafts.made(_flow_of(file, found), found, at=at)
    if file.drop.vat_regime and not draft.draft["typed"].get("vat_regime"):
        draft.draft["typed"]["vat_regime"] = file.drop.vat_regime
    said = verdict.verdict_of(draft, at=at, read=found.reading)
    with transaction.atomic(durable=True):
        held = hold_dropped(file.pk)
        if held is None or held.state != State.WAITING:
            return
        drafts.begin(draft, at=at)
        scans.ask(draft, found, at=at)
        held.draft = draft
        verdict.write(held, said)
        if found.scanned and verdict.is_being_read(draft):
            DropFile.objects.filter(pk=held.pk).update(state=State.SCANNED)


def _flow_of(file: DropFile, found: FileRead) -> Flow:
    name, remarks = fitting_name(file.name, Channel.PORTAL)
    before = sent_before(str(file.file_id), file.drop.supplier)
    return Flow(
        channel=Channel.PORTAL,
        depositor=file.added_by,
        supplier=file.drop.supplier,
        supplier_service=file.drop.supplier_service,
        framework=file.drop.framework,
        file_id=str(file.file_id),
        file_name=name,
        syntax=found.syntax,
        received_at=file.added_at,
        findings=[to_data(finding) for finding in (*remarks, *before)],
    )


def _unpack(file: DropFile, content: bytes, *, at: datetime) -> None:
    """Its files take the place of an archive. Refusals of `unpack`, and CPP-DEPOTS-02 when there is no room."""
    kept = [_member(one, at=at) for one in unpack.members(io.BytesIO(content), name=file.name)]
    with transaction.atomic(durable=True):
        held = hold_dropped(file.pk)
        if held is None or held.state != State.WAITING:
            return
        if held.drop.files.count() - 1 + len(kept) > adding.MOST:
            verdict.refuse(held, Finding(code="CPP-DEPOTS-02", values={"limit": adding.MOST, "count": len(kept)}))
            return
        held.delete()
        adding.put_in(held.drop, kept, by=held.added_by, at=at)


def _member(one: unpack.Member, *, at: datetime) -> adding.Kept:
    if one.trouble:
        return adding.Kept(name=one.name, size=len(one.content), trouble=one.trouble)
    return adding.keep(adding.Brought(name=one.name, size=len(one.content), read=lambda: one.content), at=at)
