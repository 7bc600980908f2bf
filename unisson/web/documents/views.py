"""The documents of an invoice. A stranger's file is never rendered inline: pages are images made by us (design §9)."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_http_methods, require_safe

from unisson.files import store
from unisson.invoices import actions, papers
from unisson.invoices.access import get_readable
from unisson.invoices.models import Attachment, DepositCertificate
from unisson.kernel import clock
from unisson.kernel.refusal import NotFound
from unisson.web.downloads import download
from unisson.web.rights import actor, signed_in

MAX_SHOWN = 20
"""Pages shown one under the other; a longer document is downloaded."""


@signed_in
@require_safe
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """« Visualiser la facture »: its pages as images, and what can be downloaded."""
    invoice = get_readable(actor(request), pk)
    pages = range(1, min(max(invoice.pages, 1), MAX_SHOWN) + 1)
    context = {"invoice": invoice, "pages": pages, "hidden": max(invoice.pages - MAX_SHOWN, 0)}
    return render(request, "documents/view.html", context)


@signed_in
@require_safe
def page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page as an image. The browser asks each time, since its person may have lost the right to see it or left
    the desk to another; it is spared the image that it has."""
    invoice = get_readable(actor(request), pk)
    image = papers.page_image(invoice, number)
    mark = quote_etag(hashlib.sha256(image).hexdigest())
    response = HttpResponse(image, content_type="image/png", headers={"ETag": mark})
    answer = get_conditional_response(request, etag=mark, response=response) or response
    answer["Cache-Control"] = "private, no-cache"
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was deposited. A POST, since the download is recorded in the history.

    Who had to sign in again comes back with a GET, and finds the button on the page of the document.
    """
    if request.method == "GET":
        return redirect("documents:view", pk=pk)
    invoice = get_readable(actor(request), pk)
    content = store.content_of(invoice.file_id)  # only what is given is recorded as downloaded
    actions.note_download(actor(request), pk, at=clock.now())
    return download(content, invoice.file_name, invoice.file.media_type)


@signed_in
@require_safe
def readable(request: HttpRequest, pk: int) -> HttpResponse:
    """The readable view: a PDF made by us from the invoice's data."""
    invoice = get_readable(actor(request), pk)
    return download(papers.readable_pdf(invoice), f"facture-{invoice.number or invoice.pk}.pdf", "application/pdf")


@signed_in
@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """« Exporter le certificat de dépôt »; a word while the worker still makes it."""
    invoice = get_readable(actor(request), pk)
    found = DepositCertificate.objects.filter(invoice=invoice).first()
    if found is None:
        raise NotFound
    if found.pdf_id is None:
        return render(request, "documents/certificate_soon.html", {"invoice": invoice}, status=503)
    return download(store.content_of(found.pdf_id), f"certificat-{invoice.number}.pdf", "application/pdf")


@signed_in
@require_safe
def attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """A joined document, always as a download."""
    invoice = get_readable(actor(request), pk)
    found = Attachment.objects.filter(invoice=invoice, pk=attachment).first()
    if found is None:
        raise NotFound
    return download(store.content_of(found.file_id), found.name, "application/octet-stream")
