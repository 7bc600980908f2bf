"""What people typed into a form written by hand or into a search box."""

from django.http import QueryDict

_LONGEST_SEARCH = 254


def typed(asked: QueryDict, *names: str) -> dict[str, str]:
    """All that was sent, the last value of each name; these `names` are there even when nothing was sent."""
    return {**dict.fromkeys(names, ""), **{name: str(value) for name, value in asked.items()}}


def searched(asked: QueryDict, name: str = "q") -> str:
    """What was typed into a search box."""
    return asked.get(name, "")[:_LONGEST_SEARCH]
