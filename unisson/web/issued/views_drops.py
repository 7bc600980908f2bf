"""« Déposer plusieurs factures »: files put down together, looked at in one list, and those that are ready sent."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unisson.directory.spaces import Level, Space
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.files import store
from unisson.invoices.access import get_drop
from unisson.invoices.drops import adding, certificates, overview, sending
from unisson.invoices.models import Drop, DropFile
from unisson.invoices.senders import senders_for
from unisson.invoices.status import VatRegime
from unisson.kernel import clock
from unisson.kernel.keys import keys
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.language import in_words
from unisson.web.rights import actor, in_space

from .drop_page import drop_page, new_drop
from .drop_send import in_lot, to_confirm
from .forms import chosen_supplier

writes = in_space(Space.ISSUED, Level.WRITE)


@writes
def drops(request: HttpRequest) -> HttpResponse:
    """What frames the files, and the files; then the drops that are there already."""
    if request.method != "POST":
        return render(request, "issued/drops.html", {"page": new_drop(request)})
    try:
        if not _by_script(request) and not request.FILES.getlist("files"):
            raise Refusal("CPP-DEPOTS-01", field="files")
        drop = _opened(request)
        return _opening_told(drop) if _by_script(request) else _taken(request, drop.pk)
    except NotFound:
        raise
    except Refusal as refusal:
        if _by_script(request):
            return JsonResponse({"said": in_words(refusal)}, status=409)
        return render(request, "issued/drops.html", {"page": new_drop(request, refusal)})


drops.keeps_form = lambda: reverse("issued:drops")  # type: ignore[attr-defined]


def _by_script(request: HttpRequest) -> bool:
    """Whether the page sends its files one by one, and reads the answer itself."""
    return request.headers.get("Accept") == "application/json"


def _opened(request: HttpRequest) -> Drop:
    person, post = actor(request), request.POST
    supplier = chosen_supplier(request, person)
    senders = senders_for(person, supplier, on=clock.today())
    chosen = next((one for one in senders.services if str(one.pk) == post.get("service", "")), None)
    framework, regime = post.get("framework", "A1"), post.get("vat_regime", "")
    return adding.open_drop(
        person,
        supplier=supplier,
        service=chosen or senders.default,
        framework=framework if framework in FRAMEWORKS else "A1",
        vat_regime=regime if regime in VatRegime.values else "",
        at=clock.now(),
    )


def _opening_told(drop: Drop) -> JsonResponse:
    return JsonResponse(
        {"files": reverse("issued:drop-files", args=[drop.pk]), "page": reverse("issued:drop", args=[drop.pk])}
    )


@writes
@require_safe
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of a drop, those that need somebody first, and what can be sent."""
    page = drop_page(request, get_drop(actor(request), pk))
    return render(request, "issued/drop.html", {"page": page})


@writes
@require_safe
def drop_state(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page asks every other second while something is under way; 204 while it shows it already."""
    held = get_drop(actor(request), pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("issued:drop", pk)
    page = drop_page(request, held)
    if page.now.under_way and request.GET.get("vu") == page.mark:
        return HttpResponse(status=204)
    return render(request, "issued/drop_state.html", {"page": page})


@writes
@require_POST
def drop_files(request: HttpRequest, pk: int) -> HttpResponse:
    """More files for a drop: one after the other by the page's script, or all those of a form."""
    try:
        if _by_script(request):
            added = adding.add(actor(request), pk, _brought(request), at=clock.now())
            return JsonResponse({"new": added.new, "known": added.known, "left_out": added.left_out})
        return _taken(request, pk)
    except NotFound:
        raise
    except Refusal as refusal:
        if _by_script(request):
            return JsonResponse({"said": in_words(refusal)}, status=409)
        messages.error(request, in_words(refusal))
        return redirect("issued:drop", pk)


def _taken(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what a form brought, and say how many."""
    added = adding.add(actor(request), pk, _brought(request), at=clock.now())
    told = [ngettext("%(n)s fichier gardé.", "%(n)s fichiers gardés.", added.new) % {"n": added.new}]
    if added.known:
        told.append(ngettext("%(n)s y était déjà.", "%(n)s y étaient déjà.", added.known) % {"n": added.known})
    messages.success(request, " ".join(told))
    if added.left_out:
        messages.warning(request, _full(added.left_out))
    return redirect("issued:drop", pk)


def _full(count: int) -> str:
    told = ngettext(
        "%(n)s fichier n’a pas trouvé de place\u00a0: un dépôt en reçoit %(most)s au plus. Ouvrez-en un autre.",
        "%(n)s fichiers n’ont pas trouvé de place\u00a0: un dépôt en reçoit %(most)s au plus. Ouvrez-en un autre.",
        count,
    )
    return told % {"n": count, "most": adding.MOST}


def _brought(request: HttpRequest) -> Iterator[adding.Brought]:
    """One after the other: memory holds one file at a time."""
    for file in request.FILES.getlist("files"):
        yield _one(file)


def _one(file: Any) -> adding.Brought:
    return adding.Brought(name=file.name or "facture", size=file.size or 0, read=file.read)


@writes
@require_POST
def drop_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """« Retirer » one file, or all those that were refused."""
    person = actor(request)
    gone = keys(request.POST.getlist("fichier"))
    if "refuses" in request.POST:
        refused = get_drop(person, pk).files.filter(state=DropFile.State.REFUSED)
        gone = list(refused.values_list("pk", flat=True))
    count = adding.remove(person, pk, gone, at=clock.now())
    if count:
        messages.success(request, ngettext("%(n)s fichier retiré.", "%(n)s fichiers retirés.", count) % {"n": count})
    return redirect("issued:drop", pk)


@writes
def drop_send(request: HttpRequest, pk: int) -> HttpResponse:
    """« Confirmation d'envoi » of all that are ready, then « Confirmer et envoyer »: the worker sends them."""
    person = actor(request)
    if request.method == "POST":
        try:
            count = sending.ask(person, pk, in_lot(request.POST.get("lot", "")), at=clock.now())
        except NotFound:
            raise
        except Refusal as refusal:
            messages.warning(request, in_words(refusal))
        else:
            told = ngettext("%(n)s facture part.", "%(n)s factures partent.", count) if count else ""
            if told:
                messages.success(request, told % {"n": count})
        return redirect("issued:drop", pk)
    held = get_drop(person, pk)
    ready = overview.ready(held)
    if not ready:
        return redirect("issued:drop", pk)
    return render(request, "issued/drop_send.html", {"drop": held, "page": to_confirm(ready)})


# Who had to sign in again looks at the list once more.
drop_send.keeps_form = lambda pk: reverse("issued:drop", args=[pk])  # type: ignore[attr-defined]


@writes
@require_safe
def drop_certificates(request: HttpRequest, pk: int) -> HttpResponse | StreamingHttpResponse:
    """All certificates of deposit of the drop, in one archive."""
    person = actor(request)
    held = get_drop(person, pk)
    first = certificates.printed(person, held).values_list("draft__certificate__pdf", flat=True).first()
    if first is None:
        return redirect("issued:drop", pk)
    store.is_there(first)  # a storage that does not answer is said before the archive begins
    answer = StreamingHttpResponse(certificates.zipped(person, held), content_type="application/zip")
    day = clock.legal_day(held.opened_at).isoformat()
    answer["Content-Disposition"] = f'attachment; filename="certificats-{day}-{pk}.zip"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
