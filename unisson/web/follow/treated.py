"""What was just treated, kept in the session and told once on the page that follows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from unisson.invoices.models import Invoice

from .acts import AFTERWARDS

_KEY = "treated"


@dataclass(frozen=True, kw_only=True)
class Treated:
    """The step that was taken: by one invoice, whose `number` is told, or by `count` of them at once."""

    number: str
    status: str
    count: int = 1

    @property
    def afterwards(self) -> str | Promise:
        """What happens next where it went back to its supplier."""
        return AFTERWARDS.get(self.status, "")


def keep_treated(request: HttpRequest, invoice: Invoice, *, count: int = 1) -> None:
    """Remember the step that `invoice`, and maybe others with it, just took."""
    request.session[_KEY] = {"number": invoice.number, "status": str(invoice.status), "count": count}


def treated(request: HttpRequest) -> Treated | None:
    """What was just treated, once."""
    kept: dict[str, Any] | None = request.session.pop(_KEY, None)
    return Treated(**kept) if kept else None
