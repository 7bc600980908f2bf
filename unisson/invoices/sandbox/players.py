"""Who may play, and where: whoever changes the connections of a structure, in a sandbox."""

from django.conf import settings

from unisson.accounts.models import User
from unisson.directory import locking, rights
from unisson.directory.models import Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal


def check_sandbox() -> None:
    """Refusal CPP-ESSAI-01 in production."""
    if not settings.SANDBOX:
        raise Refusal("CPP-ESSAI-01")


def structure_of(actor: User, pk: int) -> Structure:
    """The structure that `actor` plays for, held. NotFound for any other; CPP-ESSAI-01 in production."""
    check_sandbox()
    locking.hold([pk])
    found = Structure.objects.filter(pk=pk, pk__in=reached(actor)).first()
    if found is None:
        raise NotFound
    return found


def reached(actor: User) -> frozenset[int]:
    """The keys of the structures that `actor` plays for: those whose software he connects; a technical account, its
    own, where it sends."""
    if actor.is_technical:
        return rights.scope(actor, Space.ISSUED, Level.WRITE).structures
    return rights.scope(actor, Space.CONNECTIONS, Level.WRITE).structures
