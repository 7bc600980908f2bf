"""On whose behalf a person may send: a structure as a whole, or only some of its services (domain-rules §2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.directory.rights import scope
from unisson.directory.search import open_services
from unisson.directory.spaces import Level, Space


@dataclass(frozen=True, kw_only=True)
class Senders:
    """`whole`: the person may send for the structure itself, that is without a service."""

    whole: bool
    services: Sequence[Service]

    def choose(self, code: str, *, now: Service | None = None) -> Service | None:
        """The service of that code if the person may send for it; no service if they may; else what it is `now`."""
        chosen = next((service for service in self.services if service.code == code), None)
        if chosen is None and (code or not self.whole):
            return now or self.default
        return chosen

    @property
    def default(self) -> Service | None:
        """Who has one service only need not choose it."""
        return self.services[0] if not self.whole and len(self.services) == 1 else None


def senders_for(user: User, structure: Structure, *, on: date) -> Senders:
    """What `user` may send for at `structure`."""
    reach = scope(user, Space.ISSUED, Level.WRITE)
    whole = structure.pk in reach.structures
    services = [service for service in open_services(structure, on=on) if whole or service.pk in reach.services]
    return Senders(whole=whole, services=services)
