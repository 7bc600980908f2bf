"""How far the reading of a scan is: what the form asks each second while its person types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from unisson.invoices.access import Right, get_invoice
from unisson.invoices.status import Status
from unisson.web.rights import actor, preparing

from .scan_view import scan_view

READ = "lecture-finie"
"""The event at which the form saves what is typed and takes what was read."""


@require_safe
@preparing
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The state of the reading; 204 while the page knows it. At its end the form asks for the fields and frames."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("issued:draft", pk)
    view = scan_view(invoice) if invoice.status == Status.BROUILLON else None
    if view is None:
        # The page of the draft knows where one that left, or that has nothing to read, leads.
        return HttpResponseClientRedirect(reverse("issued:draft", args=[pk]))
    if view.reading and request.GET.get("faites") == str(view.done):
        return HttpResponse(status=204)
    answer = render(request, "issued/scan.html", {"scan": view})
    if not view.reading:
        answer["HX-Trigger-After-Swap"] = READ
    return answer
