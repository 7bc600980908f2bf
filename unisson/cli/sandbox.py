"""`unisson sandbox …`: the simulated clock of a sandbox, and its ready credentials. Elsewhere time is what it is."""

import re
from dataclasses import asdict
from datetime import timedelta
from json import dumps

from unisson.directory import ready
from unisson.invoices.sandbox import clock
from unisson.kernel.clock import PARIS, now
from unisson.kernel.ports import Ahead, ports
from unisson.kernel.refusal import Refusal

_SPAN = re.compile(r"(\d{1,4})([dhj])")
_UNITS = {"d": timedelta(days=1), "j": timedelta(days=1), "h": timedelta(hours=1)}


def advance(span: str) -> None:
    """Put the clock forward by the `span` « 31d » (days) or « 12h ».

    Refusal CPP-COMMANDE-20 outside a sandbox, -21 for a span that is none.
    """
    ahead, read = _clock(), _SPAN.fullmatch(span.strip().lower())
    by = int(read[1]) * _UNITS[read[2]] if read else timedelta()
    if not by or ahead() + by > clock.FURTHEST:
        raise Refusal("CPP-COMMANDE-21", span=span)
    ahead.advance(by)
    tell()


def tell() -> None:
    """Print what the clock says. Refusal CPP-COMMANDE-20 outside a sandbox."""
    ahead = _clock()()
    days, hours = ahead.days, ahead.seconds // 3600
    print(f"{now().astimezone(PARIS):%d/%m/%Y %H:%M} (avance : {days} j {hours} h)")


def reset() -> None:
    """Back to the true time; recaps and letters of the days ahead go on from it. Refusal CPP-COMMANDE-20 outside a
    sandbox."""
    _clock()
    clock.set_back()
    tell()


def credentials(*, json: bool) -> None:
    """Print what a script calls the API with, made at the first call. Refusal CPP-RACCORD-07 outside a sandbox."""
    told = asdict(ready.credentials(at=now()))
    print(dumps(told) if json else "\n".join(f"{name}: {value}" for name, value in told.items()))


def _clock() -> Ahead:
    if ports.ahead is None:
        raise Refusal("CPP-COMMANDE-20")
    return ports.ahead
