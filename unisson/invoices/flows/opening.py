"""An archive becomes its files: each a flow of its own, once, whatever is killed in the midst of it.

What refuses the whole is found before its first file is taken (recevabilité, domain-rules §7.4).
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction

from unisson.files import store, unpack
from unisson.files.unpack import Member
from unisson.kernel.clock import Clock
from unisson.kernel.findings import Finding, to_data
from unisson.kernel.ports import ScanVerdict
from unisson.kernel.refusal import Refusal, Unavailable

from ..access import lock_flow
from ..models import Flow
from ..wake import wake
from . import closing, leases, signed
from .syntaxes import SYNTAXES

AT_ONCE = 50
"""Files written between two commits: a kill takes that many back at most."""


@dataclass(kw_only=True)
class _Survey:
    """What the first reading of an archive tells, before any of it is taken."""

    verdicts: dict[str, ScanVerdict] = field(default_factory=dict)
    """Of the scanner, on each file that has a content, by its name."""
    signatures: list[Member] = field(default_factory=list)

    @property
    def apart(self) -> set[str]:
        """The names of the signatures."""
        return {one.name for one in self.signatures}

    def beside(self) -> tuple[dict[str, Member], list[Member]]:
        """The signature of each file that has one, the first of several; and those that are of none."""
        unsigned = self.verdicts.keys() - self.apart
        found: dict[str, Member] = {}
        lost: list[Member] = []
        for signature in self.signatures:
            name = signed.of_which(signature.name, signature.content, unsigned - found.keys())
            if name:
                found[name] = signature
            else:
                lost.append(signature)
        return found, lost


def unpack_one(whole: Flow, *, clock: Clock) -> None:
    """Take the files out of a claimed archive, or refuse it. Done twice, each is there once.

    They are complete as they come: others judge the first while the last are taken.
    """
    try:
        _check_stated(whole)
        archive = io.BytesIO(store.content_of(whole.file_id))
        said = _take_all(whole, archive, _surveyed(whole, archive), clock=clock)
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


def _surveyed(whole: Flow, archive: io.BytesIO) -> _Survey:
    """Read to its end, scanned: what comes afterwards refuses the whole no more."""
    survey = _Survey()
    for member in unpack.members(archive, name=whole.file_name):
        if member.trouble:
            continue
        survey.verdicts[member.name] = store.scan(member.content, name=member.name)
        if signed.stands_apart(member.name, member.content):
            survey.signatures.append(member)
    return survey


def _take_all(whole: Flow, archive: io.BytesIO, survey: _Survey, *, clock: Clock) -> list[Finding]:
    """Its files as rows, in groups; what is to be said of the whole."""
    beside, lost = survey.beside()
    apart = survey.apart
    numbered = enumerate(unpack.members(archive, name=whole.file_name), start=1)
    while group := list(islice(numbered, AT_ONCE)):
        files = [_File(position, one, beside.get(one.name)) for position, one in group if one.name not in apart]
        _take(whole, files, survey, clock=clock)
    return [signed.untold(one.name) for one in lost]


@dataclass(frozen=True)
class _File:
    """A file of an archive at its position, from 1, with the signature that stands beside it."""

    position: int
    member: Member
    beside: Member | None


def _take(whole: Flow, files: Sequence[_File], survey: _Survey, *, clock: Clock) -> None:
    """The bytes reach the disk, then the rows that name them commit; rows that are there stay as they are."""
    at = clock()
    contents = [one.member for one in files if not one.member.trouble] + [one.beside for one in files if one.beside]
    kept = store.put_several([(one.name, one.content, survey.verdicts[one.name]) for one in contents], at=at)
    digests = {one.name: each.file.digest for one, each in zip(contents, kept, strict=True)}
    with transaction.atomic(durable=True):
        lock_flow(whole.pk)
        store.record(*kept)
        Flow.objects.bulk_create([_row(whole, one, digests) for one in files], ignore_conflicts=True)
        leases.renew(whole, at=at)
        wake()


def _row(whole: Flow, file: _File, digests: Mapping[str, str]) -> Flow:
    member, beside = file.member, file.beside
    found = [finding for finding in (member.remark, member.trouble) if finding]
    return Flow(
        whole=whole,
        place=whole.place_in(file.position),
        channel=whole.channel,
        depositor_id=whole.depositor_id,
        supplier_id=whole.supplier_id,
        supplier_service_id=whole.supplier_service_id,
        file_id=digests.get(member.name, whole.file_id),
        file_name=member.name,
        beside_id=digests[beside.name] if beside else None,
        beside_name=beside.name if beside else "",
        received_at=whole.received_at,
        stated=whole.stated,
        signed=whole.signed,
        state=Flow.State.INADMISSIBLE if member.trouble else Flow.State.RECEIVED,
        findings=[to_data(finding) for finding in found],
    )
