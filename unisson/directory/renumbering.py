"""« Modifier l'identifiant » (domain-rules §3.5): a structure goes on under another number, as a copy of itself.

The former one is deactivated and keeps its invoices, which its people go on reading and treating. The copy has its
facts, parameters, services, people and technical accounts with roles and rights, open spaces, bank accounts in use and
webhooks; not the mandate, which binds the number it was signed for. What waits for a decision is carried over, and so
is the software that calls the API: it goes on with the same identifiers, for both. There is no way back: the next
change is another one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from unisson.kernel.refusal import Refusal

from . import inheritance, lineage, openings, stewards
from .colleagues import tell_all
from .companies.facts import called
from .company_register import Looked, look_up
from .identifiers import fits, miswritten, tidy
from .models import Structure, StructureChange
from .register import add_structure
from .stewards import Steward

_OWN = frozenset({"id", "kind", "identifier", "searchable", "active", "became", "updated_at", "verified"})
"""What the copy has of its own; rows that hang on the structure are `inheritance`'s."""
_OF_THE_SIREN = ("vat_number", "trade_register")
"""What belongs to the legal entity: another SIREN has others."""
_SIREN = 9


@dataclass(frozen=True, kw_only=True)
class Renumbering:
    """A change that may be made. `verified`: the register knows the new number; `silent`: it did not answer."""

    structure: Structure
    kind: str
    identifier: str
    looked: Looked

    @property
    def verified(self) -> bool:
        return self.looked.company is not None and not self.looked.company.masked

    @property
    def other_entity(self) -> bool:
        """Whether the SIREN changes with the SIRET: another legal entity takes over."""
        siret = Structure.Kind.SIRET
        both = self.kind == self.structure.kind == siret
        return both and self.identifier[:_SIREN] != self.structure.identifier[:_SIREN]


def managers_may(structure: Structure) -> bool:
    """Whether its managers change its identifier alone: not that of a public body whose accounts a public accountant
    keeps (State, local authorities and their establishments), which only the operator does."""
    return not structure.is_public or structure.buyer == Structure.Buyer.UNDERTAKING


def prepare(by: Steward, pk: int, *, kind: str, identifier: str) -> Renumbering:
    """The change, judged before it is confirmed; nothing is written.

    NotFound for a structure that is not theirs. Refusal CPP-IDENTIFIANT-01 where only the operator may, -02 for a
    number that another structure has, -03 for its own, -04 for a structure that is closed, -05 for a public one without
    a SIRET; CPP-INSCRIPTION-02 or -05 for a number that is not written as its kind is and the register does not know,
    -03 for a closed establishment.
    """
    structure = stewards.structure_of(by, pk)
    _check_may(structure, by)
    identifier = tidy(kind, identifier)
    if structure.is_public and kind != Structure.Kind.SIRET:
        raise Refusal("CPP-IDENTIFIANT-05", field="numero")
    if (kind, identifier) == (structure.kind, structure.identifier):
        raise Refusal("CPP-IDENTIFIANT-03", field="numero", number=identifier)
    if Structure.objects.filter(kind=kind, identifier=identifier).exists():
        raise Refusal("CPP-IDENTIFIANT-02", field="numero", number=identifier)
    looked = look_up(kind, identifier)
    if looked.company is None and not fits(kind, identifier):
        raise miswritten(kind, identifier)
    if looked.company and looked.closed:
        raise Refusal("CPP-INSCRIPTION-03", field="numero", name=called(looked.company, siret=identifier))
    return Renumbering(structure=structure, kind=kind, identifier=identifier, looked=looked)


def renumber(by: Steward, pk: int, *, kind: str, identifier: str, at: datetime) -> Structure:
    """Make the change and return the new structure; all its people get a letter. Refusals of `prepare`, and
    CPP-EXPLOITANT-02 for an operator who does not say why. Of two at once, one did it and the other is told."""
    by, asked = stewards.reasoned(by), prepare(by, pk, kind=kind, identifier=identifier)
    with transaction.atomic():
        old = stewards.structure_of(by, pk, lock=True)
        _check_may(old, by)
        new = _copy(old, asked)
        told = inheritance.hand_down(old, new, by=by.person, at=at)
        old.became, old.active = new, False
        old.save(update_fields=["became", "active"])
        _note(old, new, by=by, at=at)
        values = {"former": str(old), "present": str(new), "by": by.person.full_name, "comment": by.reason}
        tell_all(told, "structure-renumbered", values, key=f"renumbered-{old.pk}", at=at)
    return new


def _check_may(structure: Structure, by: Steward) -> None:
    if not structure.active:
        later = lineage.successor(structure)
        raise Refusal("CPP-IDENTIFIANT-04", name=structure.name, number=later.identifier if later else "—")
    if not by.as_operator and not managers_may(structure):
        raise Refusal("CPP-IDENTIFIANT-01", name=structure.name)


def _note(old: Structure, new: Structure, *, by: Steward, at: datetime) -> None:
    """In the history of both."""
    what = StructureChange.What.RENUMBERED
    before: dict[str, object] = {"kind": old.kind, "identifier": old.identifier}
    after: dict[str, object] = {"kind": new.kind, "identifier": new.identifier}
    stewards.note(what, old, by=by, before={**before, "active": True}, after={**after, "active": False}, at=at)
    facts = {"name": new.name, "verified": new.verified}
    stewards.note(what, new, by=by, before=before, after={**after, **facts}, at=at)


def _copy(old: Structure, asked: Renumbering) -> Structure:
    """The same under the new number; name and address are the register's where it knows them."""
    fields = [field for field in Structure._meta.concrete_fields if field.name not in _OWN]
    facts: dict[str, Any] = {field.attname: getattr(old, field.attname) for field in fields}
    if asked.other_entity:
        facts |= dict.fromkeys(_OF_THE_SIREN, "")
    facts |= asked.looked.facts
    try:
        with transaction.atomic():
            return add_structure(
                kind=asked.kind,
                identifier=asked.identifier,
                verified=asked.verified,
                spaces=openings.open_on(old),
                **facts,
            )
    except IntegrityError as error:
        raise Refusal("CPP-IDENTIFIANT-02", field="numero", number=asked.identifier) from error
