"""How far the reading of a scan is: what the form asks each second while its person types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from unisson.directory.spaces import Level, Space
from unisson.invoices.access import Right, get_invoice
from unisson.web.rights import actor, in_space

from .scan_view import scan_view

READ = "lecture-finie"
"""The event at which the form saves what is typed and takes what was read."""


@require_safe
@in_space(Space.ISSUED, Level.WRITE)
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The state of the reading; 204 while the page knows it. At its end the form asks for the fields and frames."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    view = scan_view(invoice)
    if view is None or not request.htmx:  # type: ignore[attr-defined]
        return redirect("issued:draft", pk)
    if view.reading and request.GET.get("faites") == str(view.done):
        return HttpResponse(status=204)
    answer = render(request, "issued/scan.html", {"scan": view})
    if not view.reading:
        answer["HX-Trigger-After-Swap"] = READ
    return answer
