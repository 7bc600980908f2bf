"""What was just treated, kept in the session and told once on the page that follows."""

from typing import Any

from django.http import HttpRequest

from unisson.invoices.models import Invoice

_KEY = "treated"


def keep_treated(request: HttpRequest, invoice: Invoice) -> None:
    """Remember the step that `invoice` just took."""
    request.session[_KEY] = {"number": invoice.number, "status": str(invoice.status)}


def treated(request: HttpRequest) -> dict[str, str] | None:
    """The `number` and the `status` of what was just treated, once."""
    kept: dict[str, Any] | None = request.session.pop(_KEY, None)
    return kept
