"""An archive becomes its files: each a flow of its own, once, whatever is killed in the midst of it.

What refuses the whole is found before its first file is taken (recevabilité, domain-rules §7.4).
"""

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q

from unisson.files import store, unpack
from unisson.files.unpack import Member
from unisson.kernel.clock import Clock
from unisson.kernel.findings import Finding, to_data
from unisson.kernel.refusal import Refusal, Unavailable

from ..access import lock_flow
from ..models import Flow
from . import closing, leases, signed
from .syntaxes import SYNTAXES

AT_ONCE = 50
"""Files written between two commits: a kill takes that many back at most."""


def unpack_one(whole: Flow, *, clock: Clock) -> None:
    """Take the files out of a claimed archive, or refuse it. Done twice, each is there once."""
    try:
        _check_stated(whole)
        archive = io.BytesIO(store.content_of(whole.file_id))
        unpack.check(archive, name=whole.file_name)
        said = _take_all(whole, archive, clock=clock)
    except Unavailable:
        raise
    except Refusal as refusal:
        closing.refuse_whole(whole, finding_of(refusal), at=clock())
        return
    closing.open_whole(whole, said, at=clock())


def _check_stated(whole: Flow) -> None:
    if not SYNTAXES[whole.stated].kinds:
        raise Refusal("CPP-FLUX-03", stated=whole.stated)


def finding_of(refusal: Refusal) -> Finding:
    """A refusal of the file as a line of the report."""
    return Finding(code=refusal.code, where="file", values=refusal.values)


def _take_all(whole: Flow, archive: io.BytesIO, *, clock: Clock) -> list[Finding]:
    """Its files as rows, in groups; what is to be said of the whole."""
    signatures: list[Member] = []
    numbered = enumerate(unpack.members(archive, name=whole.file_name), start=1)
    while group := list(islice(numbered, AT_ONCE)):
        files = [(position, member) for position, member in group if not _is_signature(member, signatures)]
        _take(whole, files, clock=clock)
    return [signed.untold(one.name) for one in signatures if not _join(whole, one, at=clock())]


def _is_signature(member: Member, signatures: list[Member]) -> bool:
    if member.trouble or not signed.stands_apart(member.name, member.content):
        return False
    signatures.append(member)
    return True


def _join(whole: Flow, signature: Member, *, at: datetime) -> bool:
    """Whether it is of one of the files, beside which it stands from now on: the first of several."""
    unsigned = whole.members.filter(Q(beside=None) | Q(beside_name=signature.name), state=Flow.State.RECEIVED)
    names = list(unsigned.values_list("file_name", flat=True))
    name = signed.of_which(signature.name, signature.content, names)
    if not name:
        return False
    kept = store.put(signature.content, name=signature.name, media_type="application/xml", at=at)
    with transaction.atomic(durable=True):
        lock_flow(whole.pk)
        store.record(kept)
        whole.members.filter(file_name=name).update(beside=kept.file.digest, beside_name=signature.name)
    return True


def _take(whole: Flow, files: Sequence[tuple[int, Member]], *, clock: Clock) -> None:
    """The bytes reach the disk, then the rows that name them commit; rows that are there stay as they are."""
    at = clock()
    kept = store.put_several([(member.name, member.content) for _, member in files if not member.trouble], at=at)
    digests = iter(one.file.digest for one in kept)
    rows = [
        _row(whole, position, member, file=whole.file_id if member.trouble else next(digests))
        for position, member in files
    ]
    with transaction.atomic(durable=True):
        lock_flow(whole.pk)
        store.record(*kept)
        Flow.objects.bulk_create(rows, ignore_conflicts=True)
        leases.renew(whole, at=at)


def _row(whole: Flow, position: int, member: Member, *, file: str) -> Flow:
    found = [finding for finding in (member.remark, member.trouble) if finding]
    return Flow(
        whole=whole,
        place=whole.place_in(position),
        channel=whole.channel,
        depositor_id=whole.depositor_id,
        supplier_id=whole.supplier_id,
        supplier_service_id=whole.supplier_service_id,
        file_id=file,
        file_name=member.name,
        received_at=whole.received_at,
        stated=whole.stated,
        signed=whole.signed,
        state=Flow.State.INADMISSIBLE if member.trouble else Flow.State.RECEIVED,
        findings=[to_data(finding) for finding in found],
    )
