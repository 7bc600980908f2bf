"""What people typed into a form written by hand or into a search box. Zero bytes, which no database keeps, go."""

from django.http import QueryDict

_LONGEST_SEARCH = 254


def typed(asked: QueryDict, *names: str) -> dict[str, str]:
    """All that was sent, the last value of each name; these `names` are there even when nothing was sent."""
    sent = {name: str(value).replace("\0", "") for name, value in asked.items()}
    return {**dict.fromkeys(names, ""), **sent}


def searched(asked: QueryDict, name: str = "q") -> str:
    """What was typed into a search box."""
    return asked.get(name, "").replace("\0", "")[:_LONGEST_SEARCH]
