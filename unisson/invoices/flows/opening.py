"""An archive becomes its files: each a flow of its own, once, whatever is killed in the midst of it.

What refuses the whole is found before its first file is taken (recevabilité, domain-rules §7.4).
"""

import io
from collections.abc import Sequence
from itertools import islice

from django.db import transaction

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
    said: list[Finding] = []
    numbered = enumerate(unpack.members(archive, name=whole.file_name), start=1)
    while group := list(islice(numbered, AT_ONCE)):
        files = [(position, member) for position, member in group if not _is_signature(member, said)]
        _take(whole, files, clock=clock)
    return said


def _is_signature(member: Member, said: list[Finding]) -> bool:
    if member.trouble or not signed.stands_apart(member.name, member.content):
        return False
    said += signed.told_of(member.name, member.content, announced=True)
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
