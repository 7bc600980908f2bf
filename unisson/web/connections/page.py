"""The connections as data: a list, one of them with its secrets, and what whoever looks may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.accounts.models import User
from unisson.directory import connecting, rights, technical
from unisson.directory.models import Connection, ConnectionSecret, Structure
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound

from .accounts_page import Account, shown

State = Connection.State
MOST_LISTED = 200


@dataclass(frozen=True)
class Look:
    """How the state of a request is shown."""

    label: str | Promise
    tone: str
    icon: str


LOOKS: Mapping[str, Look] = {
    State.SUBMITTED: Look(_("Soumise"), "warn", "hourglass"),
    State.VALID: Look(_("Validée"), "ok", "ok"),
    State.REFUSED: Look(_("Refusée"), "bad", "reject"),
    State.DISABLED: Look(_("Désactivée"), "mute", "lock"),
}
"""In the words of domain-rules §7.5."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A connection in the list."""

    connection: Connection
    look: Look
    in_use: int
    """Secrets."""


def rows(found: Iterable[Connection]) -> list[Row]:
    return [Row(connection=one, look=LOOKS[one.state], in_use=len(_in_use(one))) for one in found]


def listed(person: User, structure: Structure | None) -> list[Row]:
    """The connections of the structure in use, or of all those of `person`: what waits first, what is over last."""
    found, order = connecting.connections_of(person), list(LOOKS)
    chosen = (found.filter(structure=structure) if structure else found).order_by("-state", "-asked_at", "-pk")
    return sorted(rows(chosen[:MOST_LISTED]), key=lambda row: order.index(row.connection.state))


@dataclass(frozen=True, kw_only=True)
class ConnectionPage:
    """One connection. `accounts`: the technical accounts in use there, for managers alone."""

    row: Row
    secrets: Sequence[ConnectionSecret]
    newest: int
    accounts: Sequence[Account]
    manages: bool
    changes: bool
    """Whether who looks makes and revokes secrets; `decides`: whether he answers the request, which waits."""
    decides: bool
    full: bool

    @property
    def valid(self) -> bool:
        return self.row.connection.state == State.VALID

    @property
    def login(self) -> str:
        """The account to write in the command, if there is but one."""
        return self.accounts[0].login if len(self.accounts) == 1 else ""


def connection_page(person: User, connection: Connection) -> ConnectionPage:
    """Three queries and those of the rights."""
    manages, valid = connection.structure_id in rights.managed(person), connection.state == State.VALID
    secrets = list(connection.secrets.select_related("made_by").order_by("-pk"))
    in_use = [one for one in secrets if one.ended_at is None]
    row = Row(connection=connection, look=LOOKS[connection.state], in_use=len(in_use))
    accounts = technical.accounts_of([connection.structure_id]) if manages else []
    return ConnectionPage(
        row=row,
        secrets=secrets,
        newest=secrets[0].pk if secrets else 0,
        accounts=[shown(one) for one in accounts if one.closed_at is None],
        manages=manages,
        changes=valid and connecting.may_change(person, connection.structure_id),
        decides=manages and connection.state == State.SUBMITTED,
        full=row.in_use >= connecting.MOST_SECRETS,
    )


def changeable(person: User, pk: int) -> Connection:
    """A connection whose secrets `person` makes and revokes, to be read. NotFound for any other."""
    found = connecting.get(person, pk, level=Level.READ)
    if not connecting.may_change(person, found.structure_id):
        raise NotFound
    return found


def asks_for(person: User) -> list[Structure]:
    """The structures for which `person` may ask to connect software, by name."""
    reached = rights.scope(person, Space.CONNECTIONS, Level.WRITE).structures
    return list(Structure.objects.filter(pk__in=reached).order_by("name", "pk"))


def _in_use(connection: Connection) -> list[ConnectionSecret]:
    return [one for one in connection.secrets.all() if one.ended_at is None]
