"""« Derniers appels » as data: the calls that whoever looks may see, filtered, and one of them with its command."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.directory import calls
from unisson.directory.models import ApiCall, Connection, Structure
from unisson.kernel.clock import PARIS
from unisson.kernel.keys import key
from unisson.web.first_call import same_call

AT_ONCE = 50
_FAILED = {"erreurs": True, "reussis": False}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One call as the list shows it."""

    call: ApiCall
    connection: Connection

    @property
    def failed(self) -> bool:
        return self.call.status >= 400 or bool(self.call.code)

    @property
    def moment(self) -> str:
        """To the second, by the machine's clock."""
        return f"{self.call.at.astimezone(PARIS):%d/%m/%Y %H:%M:%S}"

    @property
    def milliseconds(self) -> str:
        return f"{self.call.microseconds / 1000:.1f}".replace(".", ",")


@dataclass(frozen=True, kw_only=True)
class CallsPage:
    """The list, with what it was asked for."""

    rows: Sequence[Row]
    further: int
    """The key of the last row, where there are more after it."""
    began: bool
    software: str
    softwares: Sequence[tuple[str, str]]
    outcome: str

    @property
    def outcomes(self) -> Sequence[tuple[str, str]]:
        return [("", _("Tous")), ("erreurs", _("Erreurs")), ("reussis", _("Réussis"))]

    @property
    def kept(self) -> str:
        return str(settings.API_CALLS_KEPT)

    @property
    def filtered(self) -> bool:
        return bool(self.software or self.outcome or not self.began)


def calls_page(person: User, structure: Structure | None, asked: Mapping[str, str]) -> CallsPage:
    """Two queries and those of the rights."""
    theirs = calls.connections_of(person)
    among = {one.application_id: one for one in (theirs.filter(structure=structure) if structure else theirs)}
    software, outcome = asked.get("logiciel", ""), asked.get("resultat", "")
    chosen = [one for one in among.values() if software in ("", str(one.pk))]
    found = calls.calls_of(chosen, failed=_FAILED.get(outcome))
    before = key(asked.get("avant", ""))
    found = found.filter(pk__lt=before) if before else found
    rows = [Row(call=one, connection=among[one.application_id]) for one in found[: AT_ONCE + 1]]
    return CallsPage(
        rows=rows[:AT_ONCE],
        further=rows[AT_ONCE - 1].call.pk if len(rows) > AT_ONCE else 0,
        began=not before,
        software=software,
        softwares=[("", _("Tous les logiciels")), *((str(one.pk), one.name) for one in among.values())],
        outcome=outcome,
    )


@dataclass(frozen=True, kw_only=True)
class CallPage:
    """One call: request and answer laid out, and its command; they stay among those whose account made it."""

    row: Row
    withheld: bool
    asked: str
    answered: str
    command: str


def call_page(seen: calls.Seen) -> CallPage:
    call = seen.call
    return CallPage(
        row=Row(call=call, connection=seen.connection),
        withheld=seen.withheld,
        asked=_laid_out(call.asked),
        answered=_laid_out(call.answered),
        command=same_call(method=call.method, path=call.path, body=call.asked),
    )


def _laid_out(body: str) -> str:
    """JSON over several lines; anything else, and what was cut, as it came."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
