"""Group download: several invoices as one ZIP, or as a page of parts where one would be too heavy."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from unisson.files import store
from unisson.invoices import bundle
from unisson.invoices.models import Invoice
from unisson.kernel import clock
from unisson.kernel.keys import keys
from unisson.kernel.refusal import Refusal
from unisson.web.rights import actor, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def several(request: HttpRequest) -> HttpResponseBase:
    """The invoices `facture` of the form. A POST, since each download is recorded in its history.

    Who had to sign in again comes back with a GET, without a selection: to the home page.
    """
    if request.method == "GET":
        return redirect("home")
    try:
        parts = bundle.parts(actor(request), _asked(request))
    except Refusal as refusal:
        return render(request, "documents/parts.html", {"refusal": refusal}, status=_STATUS.get(refusal.code, 404))
    if len(parts) == 1:
        return _zip(request, parts[0].invoices)
    return render(request, "documents/parts.html", {"parts": parts, "number": sum(len(p.invoices) for p in parts)})


_STATUS = {"CPP-DOSSIER-01": 400, "CPP-DOSSIER-02": 413}


def _asked(request: HttpRequest) -> list[int]:
    """Keys as the page wrote them; what is no key is nobody's invoice."""
    return keys(request.POST.getlist("facture"))


def _zip(request: HttpRequest, invoices: Sequence[Invoice]) -> StreamingHttpResponse:
    at = clock.now()
    store.is_there(invoices[0].file_id)  # a storage that does not answer is said before the archive begins
    bundle.note_downloads(actor(request), invoices, at=at)
    answer = StreamingHttpResponse(bundle.zipped(actor(request), invoices), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="factures-{clock.legal_day(at).isoformat()}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
