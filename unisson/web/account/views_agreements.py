"""« Conditions et mandat »: what a person accepted, and the « mandat de facturation » of the structures managed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unisson.directory import agreements
from unisson.directory.agreed_texts import IN_FORCE, Subject
from unisson.files import store
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.downloads import download
from unisson.web.onward import onward
from unisson.web.rights import actor, managing, signed_in


@signed_in
@require_safe
def agreements_page(request: HttpRequest) -> HttpResponse:
    """The whole page."""
    person = actor(request)
    context = {"accepted": agreements.of_person(person), "mandates": agreements.mandates(person)}
    return render(request, "account/agreements.html", context)


@managing
def mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of the mandate; signed by a tick and a press."""
    person, refusal = actor(request), None
    if request.method == "POST":
        try:
            _sign(request, pk)
            return redirect(onward(request, reverse("agreements")))
        except Refusal as refused:
            refusal = refused
    structure = agreements.mandated(person, pk)
    context = {
        "structure": structure,
        "signed": agreements.mandate_of(structure),
        "text": IN_FORCE[Subject.MANDATE],
        "person": person,
        "refusal": refusal,
    }
    return render(request, "account/mandate.html", context, status=400 if refusal else 200)


def _sign(request: HttpRequest, pk: int) -> None:
    if request.POST.get("signe") != "oui":
        raise Refusal("CPP-MANDAT-01", field="signe")
    signed = agreements.sign_mandate(actor(request), pk, at=now())
    wake()
    messages.success(request, _("Mandat signé pour %(name)s.") % {"name": signed.structure})


@managing
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """« Mettre fin au mandat »."""
    agreements.end_mandate(actor(request), pk, at=now())
    messages.success(request, _("Le mandat a pris fin\u00a0: plus rien ne se saisit au nom de la structure."))
    return redirect("agreements")


@signed_in
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sealed PDF; a word while the worker still makes it."""
    agreement = agreements.get(actor(request), pk)
    if agreement.pdf_id is None:
        return render(request, "account/agreement_soon.html", {"agreement": agreement}, status=503)
    name = f"{agreement.subject.lower()}-{agreement.at:%Y-%m-%d}.pdf"
    return download(store.content_of(agreement.pdf_id), name, "application/pdf")
