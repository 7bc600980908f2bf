"""`…/sandbox`: what developers play, as the page « Bac à sable ». Elsewhere than in a sandbox none of it exists."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from unisson.directory.callers import Caller
from unisson.directory.models import Structure
from unisson.invoices.sandbox import clock, paying, refusing
from unisson.kernel.clock import now

from ..faults import turn_away
from . import problems
from . import sandbox_wire as wire
from .gate import let_in as gate


def let_in(request: HttpRequest) -> Caller:
    """Who calls. As `gate.let_in`; TurnedAwayError 404 in production."""
    found = gate(request)
    if not settings.SANDBOX:
        raise turn_away(404, "CPP-API-06")
    return found


def told(request: HttpRequest) -> HttpResponse:
    """What is played for the structure of the account."""
    own = Structure.objects.filter(pk=_caller(request).structure)
    waiting = refusing.chosen(own).first()
    return problems.reply(
        wire.Played(
            now=now(),
            days_ahead=clock.ahead().days,
            refusal=waiting.code if waiting else None,
            refusals=list(refusing.PLAYED),
            recipients=[
                wire.Paying(siret=one.recipient.identifier, name=one.recipient.name, days=one.days)
                for one in paying.chosen(own)
            ],
        )
    )


def refuse(request: HttpRequest, code: str | None) -> HttpResponse:
    """The next deposit is refused with `code`; None: it is judged."""
    caller = _caller(request)
    refusing.choose(caller.user, caller.structure, code, at=now())
    return told(request)


def pay(request: HttpRequest, siret: str, days: int | None) -> HttpResponse:
    """That recipient pays within `days`; None: it waits for people again."""
    caller = _caller(request)
    paying.choose(caller.user, caller.structure, siret, days, at=now())
    return told(request)


def travel(request: HttpRequest, days: int | None) -> HttpResponse:
    """The clock goes forward by `days`; None: back to the true time."""
    caller = _caller(request)
    if days is None:
        clock.back(caller.user)
    else:
        clock.forward(caller.user, days)
    return told(request)


def _caller(request: HttpRequest) -> Caller:
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found
