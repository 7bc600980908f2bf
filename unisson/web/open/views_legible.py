"""« Ma facture est-elle bien lisible ? »: anybody shows a PDF, and nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from unisson.files import limits
from unisson.invoices import legibility
from unisson.invoices.deposit import Upload
from unisson.kernel.clock import today
from unisson.kernel.refusal import Refusal
from unisson.web.rights import public

from . import patience
from .legible_page import legible_page


@public
@require_http_methods(["GET", "HEAD", "POST"])
def legible(request: HttpRequest) -> HttpResponse:
    """The file chooser; then the verdict, the values with their places, and what to improve."""
    context: dict[str, object] = {"limit": limits.INVOICE_FILE // limits.MEGA}
    status = 200
    if request.method == "POST":
        try:
            upload = _upload(request)
            with patience.turn(request):
                context["page"] = legible_page(legibility.examine(upload, on=today()))
        except Refusal as refusal:
            context["refusal"] = refusal
            status = 429 if refusal.code in (patience.TOO_MANY, patience.BUSY) else 200
    answer = render(request, "open/legible.html", context, status=status)
    answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def _upload(request: HttpRequest) -> Upload:
    """The chosen file. Refusal CPP-DEPOT-09 without one, CPP-FICHIER-02 before one too large is read."""
    file = request.FILES.get("file")
    if file is None:
        raise Refusal("CPP-DEPOT-09", field="file")
    limits.check_size(file.name or "", file.size or 0, limit=limits.INVOICE_FILE)
    return Upload(name=file.name or "facture.pdf", content=file.read())
