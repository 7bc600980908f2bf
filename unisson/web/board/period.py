"""The period of a dashboard as its address says it: a usual one, or days, widened to their whole months."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from unisson.web import criteria
from unisson.web.tags import day

USUAL = "12"
FIELDS = ("periode", "du", "au", "service")
_LONGEST = 120
"""Months at once: ten years, as long as anything is kept."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """`first` and `last`: days, of whole months; `kept`: what the address says; `widened`: other days were asked."""

    first: date
    last: date
    kept: QueryDict
    widened: bool = False

    @property
    def name(self) -> str:
        """In words."""
        return _("Du %(first)s au %(last)s") % {"first": day(self.first), "last": day(self.last)}

    @property
    def days(self) -> dict[str, str]:
        """As « Rechercher » asks it: of the deposit."""
        return {"du": self.first.isoformat(), "au": self.last.isoformat()}


def usual() -> list[tuple[str, str]]:
    """The periods that are asked most."""
    return [
        (USUAL, _("Douze derniers mois")),
        ("mois", _("Mois en cours")),
        ("precedent", _("Mois précédent")),
        ("annee", _("Année en cours")),
        ("passee", _("Année précédente")),
    ]


def period(query: QueryDict, *, on: date) -> Period:
    """What makes no sense asks nothing. Days come before a usual period."""
    kept = criteria.read(query, FIELDS)
    asked = criteria.days(kept, "du", "au")
    low, high = (one if isinstance(one, date) else None for one in (asked.low, asked.high))
    if low is None and high is None:
        first, last = _months(kept.get("periode", USUAL), on)
        return Period(first=first, last=last, kept=kept)
    low, high = sorted((low or (high or on).replace(month=1, day=1), high or max(on, low or on)))
    last = _last(high)
    first = max(low.replace(day=1), back(last.replace(day=1), _LONGEST - 1))
    return Period(first=first, last=last, kept=kept, widened=(low, high) != (first, last))


def back(month: date, number: int) -> date:
    """So many months earlier."""
    months = month.year * 12 + month.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def _months(name: str, on: date) -> tuple[date, date]:
    now = on.replace(day=1)
    known = {
        "mois": (now, _last(on)),
        "precedent": (back(now, 1), now - timedelta(days=1)),
        "annee": (date(on.year, 1, 1), date(on.year, 12, 31)),
        "passee": (date(on.year - 1, 1, 1), date(on.year - 1, 12, 31)),
    }
    return known.get(name, (back(now, 11), _last(on)))


def _last(day: date) -> date:
    return back(day.replace(day=1), -1) - timedelta(days=1)
