"""`unisson sandbox …`: the simulated clock of a sandbox. Elsewhere time is what it is."""

import re
from datetime import timedelta

from unisson.kernel.clock import PARIS, now
from unisson.kernel.ports import Ahead, ports
from unisson.kernel.refusal import Refusal
from unisson.notices import outbox, preferences

_SPAN = re.compile(r"(\d{1,4})([dhj])")
_UNITS = {"d": timedelta(days=1), "j": timedelta(days=1), "h": timedelta(hours=1)}
FURTHEST = timedelta(days=3650)
"""Ten years: beyond, dates would leave the tables of the law."""


def advance(text: str) -> None:
    """Put the clock forward by « 31d » (days) or « 12h ».

    Refusal CPP-COMMANDE-20 outside a sandbox, -21 for a span that is none.
    """
    clock, span = _clock(), _SPAN.fullmatch(text.strip().lower())
    by = int(span[1]) * _UNITS[span[2]] if span else timedelta()
    if not by or clock() + by > FURTHEST:
        raise Refusal("CPP-COMMANDE-21", span=text)
    clock.advance(by)
    tell()


def tell() -> None:
    """Print what the clock says. Refusal CPP-COMMANDE-20 outside a sandbox."""
    ahead = _clock()()
    days, hours = ahead.days, ahead.seconds // 3600
    print(f"{now().astimezone(PARIS):%d/%m/%Y %H:%M} (avance : {days} j {hours} h)")


def reset() -> None:
    """Back to the true time; recaps and letters of the days ahead go on from it. Refusal CPP-COMMANDE-20 outside a
    sandbox."""
    _clock().reset()
    preferences.set_back(at=now())
    outbox.set_back(at=now())
    tell()


def _clock() -> Ahead:
    if ports.ahead is None:
        raise Refusal("CPP-COMMANDE-20")
    return ports.ahead
