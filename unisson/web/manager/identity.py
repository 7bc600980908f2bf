"""The identity of a structure as data: its number, those before and after, its activity, what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.accounts.models import User
from unisson.directory import deactivation, inheritance, lineage, openings, renumbering
from unisson.directory.identifiers import FORMATS
from unisson.directory.inheritance import Inheritance
from unisson.directory.models import Structure
from unisson.directory.register_update import Compared
from unisson.directory.renumbering import Renumbering
from unisson.directory.stewards import Steward
from unisson.invoices import underway
from unisson.invoices.underway import Underway

FACTS: Mapping[str, str | Promise] = {
    "name": _("Raison sociale"),
    "address": _("Adresse"),
    "postcode": _("Code postal"),
    "town": _("Ville"),
    "country": _("Pays"),
}


@dataclass(frozen=True, kw_only=True)
class Door:
    """Through which pages somebody acts: a manager's, or an operator's, who says why."""

    as_operator: bool
    home: str
    renumber: str
    activity: str
    register: str

    def url(self, name: str, pk: int) -> str:
        return reverse(getattr(self, name), args=[pk])

    def steward(self, person: User, reason: str = "") -> Steward:
        return Steward(person=person, as_operator=self.as_operator, reason=reason)


MANAGER = Door(
    as_operator=False,
    home="manager-identity",
    renumber="manager-renumber",
    activity="manager-activity",
    register="manager-register",
)
OPERATOR = Door(
    as_operator=True,
    home="operator-structure",
    renumber="operator-renumber",
    activity="operator-activity",
    register="operator-register",
)


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What the card of a structure says and offers."""

    structure: Structure
    door: Door
    former: Structure | None
    present: Structure | None

    @property
    def called(self) -> str:
        return self.structure.called if self.door.as_operator else self.structure.name

    @property
    def shown(self) -> str:
        """With its number."""
        return self.structure.to_strangers if self.door.as_operator else str(self.structure)

    @property
    def kind(self) -> str | Promise:
        return FORMATS[self.structure.kind].label

    @property
    def trail(self) -> list[tuple[str, str]]:
        """The way back from what is done to its identity."""
        manager = [(str(_("Activités du gestionnaire")), reverse("manager"))]
        operator = [
            (str(_("Exploitation")), reverse("operator")),
            (str(_("Structures")), reverse("operator-structures")),
        ]
        return [*(operator if self.door.as_operator else manager), (self.called, self.home_url)]

    @property
    def former_url(self) -> str:
        return self.door.url("home", self.former.pk) if self.former else ""

    @property
    def present_url(self) -> str:
        return self.door.url("home", self.present.pk) if self.present else ""

    @property
    def may_renumber(self) -> bool:
        return self.structure.active and (self.door.as_operator or renumbering.managers_may(self.structure))

    @property
    def may_turn(self) -> bool:
        """Whether it may be closed, or opened again."""
        return self.present is None and (self.door.as_operator or deactivation.managers_may(self.structure))

    @property
    def may_update(self) -> bool:
        return self.structure.active and self.structure.kind == Structure.Kind.SIRET

    @property
    def renumber_url(self) -> str:
        return self.door.url("renumber", self.structure.pk)

    @property
    def activity_url(self) -> str:
        return self.door.url("activity", self.structure.pk)

    @property
    def register_url(self) -> str:
        return self.door.url("register", self.structure.pk)

    @property
    def home_url(self) -> str:
        return self.door.url("home", self.structure.pk)


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """What a change of identifier does, said before it is confirmed."""

    asked: Renumbering
    facts: Sequence[tuple[str | Promise, str]]
    spaces: Sequence[str | Promise]
    handed: Inheritance
    underway: Underway


def identity(structure: Structure, door: Door) -> Identity:
    """Two queries at most."""
    return Identity(
        structure=structure, door=door, former=lineage.origin(structure), present=lineage.successor(structure)
    )


def consequences(asked: Renumbering) -> Consequences:
    """Four queries."""
    known = asked.looked.facts
    return Consequences(
        asked=asked,
        facts=[(label, known.get(name) or getattr(asked.structure, name)) for name, label in FACTS.items()],
        spaces=[space.label for space in openings.open_on(asked.structure)],
        handed=inheritance.counted(asked.structure),
        underway=underway.of(asked.structure),
    )


def compared(both: Compared) -> list[tuple[str | Promise, object, object, bool]]:
    """Field, value here, value in the register, and whether they differ."""
    differing = {name for name, _here, _there in both.differing}
    return [(label, both.before[name], both.after[name], name in differing) for name, label in FACTS.items()]
