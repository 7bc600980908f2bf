"""Visitors that nobody knows: how much each asks within a minute. Kept in memory only (`pacing`)."""

from django.http import HttpRequest

from unisson.accounts.pacing import counted, visitor
from unisson.kernel.refusal import TooOften

SEARCHES_PER_MINUTE = 60
NUMBERS_PER_MINUTE = 30


def pace(request: HttpRequest) -> None:
    """One more look at the directory. TooOften CPP-ANNUAIRE-33 for who did not sign in and looks too often."""
    _pace(request, "looks", SEARCHES_PER_MINUTE)


def pace_numbers(request: HttpRequest) -> None:
    """One more number of a company that is looked up: a register of the State's answers all of us so often, and no
    more. Refusal as `pace`."""
    _pace(request, "numbers", NUMBERS_PER_MINUTE)


def _pace(request: HttpRequest, what: str, most: int) -> None:
    if not request.user.is_authenticated and counted(f"{what}-{visitor(request)}", 1) > most:
        raise TooOften("CPP-ANNUAIRE-33")
