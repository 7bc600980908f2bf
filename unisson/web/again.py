"""A form that was refused, or that must ask for more: kept, so that the page that says so has an address of its own.

Going back to it or loading it again shows it again, instead of the browser's question about sending a form twice.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect

from unisson.invoices.status import Status
from unisson.kernel.findings import Finding, from_data, to_data
from unisson.kernel.refusal import Refusal

ASKED = "essai"
"""The name of its mark in the address."""
REFUSED = "refus"
"""The id of the words of a refusal: to go there by address puts the focus on them, with or without a script."""
_KEY = "again"
_LONGEST = 20_000
"""Characters that are given back: no text of ours may be longer, and a session is no place for more."""


@dataclass(frozen=True, kw_only=True)
class Again:
    """What was typed, by the names of the page that keeps it, and why it was refused, if it was."""

    typed: Mapping[str, str]
    refusal: Refusal | None


def ask_again(
    request: HttpRequest, address: str, *, typed: Mapping[str, str], refusal: Refusal | None = None
) -> HttpResponseRedirect:
    """To `address`, where `again` finds it, at the `REFUSED` that a page shows; one form at a time is kept."""
    mark = secrets.token_urlsafe(8)
    short = sum(map(len, typed.values())) <= _LONGEST
    told = _to_data(refusal) if refusal else None
    request.session[_KEY] = {"mark": mark, "typed": dict(typed) if short else {}, "refusal": told}
    page, _, place = address.partition("#")
    place = REFUSED if refusal else place
    joined = f"{page}{'&' if '?' in page else '?'}{urlencode({ASKED: mark})}"
    return HttpResponseRedirect(f"{joined}#{place}" if place else joined)


def again(request: HttpRequest) -> Again | None:
    """What was kept for the page now asked for; None where nothing was, or something else since."""
    kept: dict[str, Any] | None = request.session.get(_KEY)
    if kept is None or kept["mark"] != request.GET.get(ASKED):
        return None
    return Again(typed=kept["typed"], refusal=_from_data(kept["refusal"]) if kept["refusal"] else None)


def _to_data(refusal: Refusal) -> dict[str, Any]:
    plain = {name: value for name, value in refusal.values.items() if not isinstance(value, Status)}
    return {
        "told": to_data(Finding(code=refusal.code, values=plain)),
        "statuses": {name: value.value for name, value in refusal.values.items() if isinstance(value, Status)},
        "findings": [to_data(finding) for finding in refusal.findings],
    }


def _from_data(data: Mapping[str, Any]) -> Refusal:
    told = from_data(data["told"])
    statuses = {name: Status(value) for name, value in data["statuses"].items()}
    findings = tuple(from_data(finding) for finding in data["findings"])
    refusal = Refusal(told.code, findings=findings)
    refusal.values = {**told.values, **statuses}
    return refusal
