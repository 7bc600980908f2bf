"""What a person asked and nobody decided yet: for what may be prepared meanwhile (domain-rules §2.1).

A request gives no right. What is prepared stands with `nobody`, so that nothing of the structure is read or shown.
"""

from unisson.accounts.models import User

from .models import Demand, Structure
from .spaces import Level, Space

_NUMBER = "EN ATTENTE"


def asked(person: User, space: Space) -> list[Demand]:
    """The requests of `person` to be attached that ask for `space` with modification, the oldest first."""
    pending = person.demands.filter(state=Demand.State.PENDING, kind=Demand.Kind.ATTACHMENT)
    found = pending.select_related("structure").order_by("asked_at", "pk")
    return [one for one in found if any(right[:2] == [space.value, Level.WRITE.value] for right in one.wanted)]


def nobody() -> Structure:
    """The structure of nobody: closed, attached to no person, with no account and no service."""
    facts = {"name": "Rattachement en attente", "nature": Structure.Nature.PRIVATE, "active": False, "verified": False}
    found, _made = Structure.objects.get_or_create(
        kind=Structure.Kind.AUTRE, identifier=_NUMBER, defaults={**facts, "searchable": ""}
    )
    return found


def is_nobody(structure: Structure) -> bool:
    """Whether it is the structure of nobody, which no person may ask for, open or change."""
    return structure.kind == Structure.Kind.AUTRE and structure.identifier == _NUMBER
