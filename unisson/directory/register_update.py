"""« Mettre à jour depuis le répertoire »: name and address as the register of companies has them, seen before they are
taken. Invoices and certificates keep what they said at their deposit."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unisson.kernel.refusal import Refusal

from . import changes, stewards
from .companies.facts import FACTS, PLACE
from .company_register import look_up
from .models import Structure, StructureChange
from .search import searchable_structure
from .stewards import Steward


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What the portal has and what the register says: of who is masked neither name nor place, so ours stand. `closed`:
    it gives the establishment as closed."""

    structure: Structure
    before: Mapping[str, object]
    after: Mapping[str, object]
    closed: bool

    @property
    def differing(self) -> list[tuple[str, object, object]]:
        """Field, value here, value there, of those that are not alike."""
        return [(name, self.before[name], self.after[name]) for name in PLACE if self.before[name] != self.after[name]]

    @property
    def changes_something(self) -> bool:
        """Or at least confirms what was typed."""
        return self.before != self.after or self.verified != self.structure.verified

    @property
    def verified(self) -> bool:
        """Once it is taken. No register confirms the name of who is masked."""
        return self.structure.verified or not self.after["masked"]

    @property
    def mark(self) -> str:
        """What tells whether either side changed since somebody looked."""
        seen = json.dumps([dict(self.before), dict(self.after), self.structure.verified], sort_keys=True)
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


def compare(by: Steward, pk: int) -> Compared:
    """Both sides, nothing written.

    NotFound for a structure that is not theirs. Refusal CPP-REPERTOIRE-01 when it has no SIRET, -02 when the register
    does not answer, -03 when it does not know the number.
    """
    return _compared(stewards.structure_of(by, pk))


def take(by: Steward, pk: int, *, seen: str, at: datetime) -> bool:
    """Take what the register says, and the mark « non vérifié » goes. False when there was nothing to change.

    Refusals of `compare`; CPP-REPERTOIRE-04 when either side changed since it was `seen`; CPP-EXPLOITANT-02 for an
    operator who does not say why.
    """
    by, told = stewards.reasoned(by), compare(by, pk)
    with transaction.atomic():
        structure = stewards.structure_of(by, pk, lock=True)
        before = changes.facts(structure, FACTS)
        if told.mark != seen or before != told.before:
            raise Refusal("CPP-REPERTOIRE-04")
        if not told.changes_something:
            return False
        was, structure.verified = structure.verified, told.verified
        for name in FACTS:
            setattr(structure, name, told.after[name])
        structure.searchable = searchable_structure(structure)
        structure.save(update_fields=[*FACTS, "searchable", "verified"])
        before, after = {**before, "verified": was}, {**told.after, "verified": told.verified}
        stewards.note(StructureChange.What.REGISTER, structure, by=by, before=before, after=after, at=at)
    return True


def _compared(structure: Structure) -> Compared:
    if structure.kind != Structure.Kind.SIRET:
        raise Refusal("CPP-REPERTOIRE-01", name=structure.name)
    looked = look_up(structure.kind, structure.identifier)
    if looked.silent:
        raise Refusal("CPP-REPERTOIRE-02")
    if looked.company is None:
        raise Refusal("CPP-REPERTOIRE-03", number=structure.identifier)
    before = changes.facts(structure, FACTS)
    return Compared(structure=structure, before=before, after={**before, **looked.facts}, closed=looked.closed)
