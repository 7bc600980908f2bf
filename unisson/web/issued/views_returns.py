"""What came back from a recipient: recycled, completed, acknowledged, treated (domain-rules §1.2, §5.2)."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from unisson.directory.spaces import Level, Space
from unisson.invoices import rejections, returns
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel.clock import now
from unisson.kernel.keys import keys
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.again import ask_again
from unisson.web.follow.forms import lines_seen, seen_at
from unisson.web.frame import chosen_service, chosen_structure
from unisson.web.kept import forget_form
from unisson.web.onward import onward
from unisson.web.rights import actor, in_space

from .return_forms import RouteForm, return_page, typed_of
from .views_documents import chosen, keep_brought

writes = in_space(Space.ISSUED, Level.WRITE)


@writes
def recycle(request: HttpRequest, pk: int) -> HttpResponse:
    """« Recycler »: SIRET, service, commitment and a comment; nothing else may change."""
    return _answered(request, pk, Status.A_RECYCLER, "issued/recycle.html", _recycled)


@writes
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """« Compléter »: documents and a comment; nothing else may change."""
    return _answered(request, pk, Status.SUSPENDUE, "issued/complete.html", _completed)


recycle.keeps_form = lambda pk: reverse("issued:recycle", args=[pk])  # type: ignore[attr-defined]
complete.keeps_form = lambda pk: reverse("issued:complete", args=[pk])  # type: ignore[attr-defined]


def _answered(
    request: HttpRequest, pk: int, status: Status, template: str, answer: Callable[[HttpRequest, Invoice], str]
) -> HttpResponse:
    """The page of one return, and what its form does; an invoice that is not there any more leads to its own page,
    unless somebody was faster: what was typed is then given back here."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if request.method == "POST":
        try:
            messages.success(request, answer(request, invoice))
            forget_form(request)
            return redirect("issued:invoice", pk)
        except NotFound:
            raise
        except Refusal as refusal:
            return ask_again(request, request.path, typed=typed_of(request), refusal=refusal)
    page = return_page(request, invoice)
    if invoice.status != status and not page.refused:
        return redirect("issued:invoice", pk)
    return render(request, template, {"page": page}, status=409 if page.refused else 200)


def _recycled(request: HttpRequest, invoice: Invoice) -> str:
    form = RouteForm(request.POST)
    if not form.is_valid():
        raise Refusal("CPP-RETOUR-02", field="siret")
    returns.recycle(actor(request), invoice.pk, form.route, at=now(), seen=seen_at(form.cleaned_data["vu"]))
    return _("La facture n°\u00a0%(number)s repart, sous le même numéro.") % {"number": invoice.number}


def _completed(request: HttpRequest, invoice: Invoice) -> str:
    comment, seen = request.POST.get("commentaire", ""), seen_at(request.POST.get("vu", ""))
    files, pieces = chosen(request)
    returns.complete(actor(request), invoice.pk, files, pieces=pieces, comment=comment, at=now(), seen=seen)
    keep_brought(request, files)
    return _("La facture n°\u00a0%(number)s est complétée\u00a0: votre client l’a de nouveau.") % {
        "number": invoice.number
    }


@writes
def came_back(request: HttpRequest) -> HttpResponse:
    """The pop-up of the log-in: newly rejected and suspended invoices, to acknowledge now or, for 7 days, later."""
    if request.method == "POST":
        return _acknowledged(request)
    rows = returns.unread(actor(request))
    if not rows:
        return redirect(onward(request))
    context = {"rows": rows, "must": returns.overdue(actor(request), at=now())}
    return render(request, "issued/returns.html", context)


def _acknowledged(request: HttpRequest) -> HttpResponse:
    """« Acquitter les factures sélectionnées », « Tout acquitter et fermer », or come back later.

    All are those that the page showed (`vue`): what came back or went on since then was not seen. One from its own
    page leads back there.
    """
    person, pressed = actor(request), request.POST.get("action", "")
    if pressed == "later":
        return redirect(onward(request))
    seen = _shown(request) if pressed == "all" else _asked(request)
    if not seen:
        messages.error(request, _("Cochez au moins une facture."))
        return redirect(request.get_full_path())
    returns.acknowledge(person, seen, at=now())
    if returns.waiting(person).filter(pk__in=seen).exists():
        messages.warning(request, _("Une facture a changé d’état entre-temps\u00a0: relisez, puis acquittez."))
    again = pressed != "one" and returns.waiting(person).exists()
    return redirect(request.get_full_path() if again else onward(request))


@writes
@require_POST
def treat_rejections(request: HttpRequest) -> HttpResponse:
    """« Traiter le rejet » of the selected ones, or of the one whose page it is: they leave the Synthèse."""
    seen = _asked(request)
    return _treated(request, returns.treat_rejections(actor(request), seen, at=now()) if seen else 0)


@writes
def treat_all(request: HttpRequest) -> HttpResponse:
    """« Traiter tous les rejets »: how many they are on all pages of the Synthèse, then all that were there by then."""
    structure, service = chosen_structure(request, Space.ISSUED), chosen_service(request, Space.ISSUED)
    found = rejections.to_treat(actor(request), structure=structure, service=service)
    until = seen_at(request.POST.get("vu", ""))
    if until:
        return _treated(request, rejections.treat_all(found, actor(request), until=until, at=now()))
    rows = found.select_related("recipient")[: returns.SHOWN]
    context = {"rows": rows, "count": found.count(), "seen": now().isoformat()}
    return render(request, "issued/treat_all.html", context) if rows else redirect("issued:summary")


def _treated(request: HttpRequest, done: int) -> HttpResponse:
    if done:
        told = ngettext("%(count)d rejet traité.", "%(count)d rejets traités.", done) % {"count": done}
        messages.success(request, told)
    else:
        messages.error(request, _("Aucun rejet à traiter\u00a0: cochez des factures rejetées."))
    return redirect("issued:summary")


treat_all.keeps_form = lambda: reverse("issued:treat-all")  # type: ignore[attr-defined]


def _shown(request: HttpRequest) -> dict[int, datetime | None]:
    return lines_seen(request.POST.getlist("vue"))


def _asked(request: HttpRequest) -> dict[int, datetime | None]:
    """Those that were ticked, each with the moment since when it stood where it was shown."""
    moments = _shown(request)
    return {pk: moments.get(pk) for pk in keys(request.POST.getlist("facture"))}
