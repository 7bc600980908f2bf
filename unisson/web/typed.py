"""What people typed into a form written by hand, to show it again beside what is wrong."""

from django.http import QueryDict


def typed(asked: QueryDict, *names: str) -> dict[str, str]:
    """All that was sent, the last value of each name; these `names` are there even when nothing was sent."""
    return {**dict.fromkeys(names, ""), **asked.dict()}  # type: ignore[dict-item]
