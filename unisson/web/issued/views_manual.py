"""« Saisir facture »: begun empty, from a model or after a former invoice, typed, then sent like a deposit."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unisson.directory import agreements
from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.drafting import drafts
from unisson.invoices.manual import fields, patterns, start
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.kernel import clock
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.kept import forget_form
from unisson.web.language import in_words
from unisson.web.rights import actor, in_space

from . import views_documents
from .forms import small, typed_from
from .judged import given_back, manual_page
from .manual_start import start_page
from .views_deposit import ACTIONS

writes = in_space(Space.ISSUED, Level.WRITE)


@writes
def begin(request: HttpRequest) -> HttpResponse:
    """For whom, and from what: an empty form, a model, a former invoice."""
    if request.method != "POST":
        return render(request, "issued/type.html", {"page": start_page(request)})
    try:
        if request.POST.get("conditions") == "oui" and not start.accepts_terms(actor(request)):
            agreements.accept_terms(actor(request), at=clock.now())
        draft = _begun(request)
    except NotFound:
        raise
    except Refusal as refusal:
        return render(request, "issued/type.html", {"page": start_page(request, refusal)})
    return redirect("issued:typed", draft.pk)


def _begun(request: HttpRequest) -> Invoice:
    person, now = actor(request), clock.now()
    name, _colon, key = request.POST.get("action", "new").partition(":")
    if name == "pattern":
        return patterns.use(person, small(key, 0), at=now)
    if name == "again":
        return start.duplicate(person, small(key, 0), at=now)
    asked = request.POST.get("supplier", "")
    chosen = [one for one in structures(person, Space.ISSUED, Level.WRITE) if str(one.pk) == asked]
    if not chosen:
        raise Refusal("CPP-DEPOT-10", field="supplier")
    return start.begin(person, chosen[0], at=now)


@writes
def typed(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, saved and judged at each press."""
    if request.method == "POST":
        return _pressed(request, _typed(request, pk))
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if invoice.status != Status.BROUILLON or not invoice.is_typed:
        return redirect("issued:draft", pk)
    kept = given_back(request, invoice)
    return _form(request, kept or invoice, given_back=kept is not None)


typed.keeps_form = lambda pk: reverse("issued:typed", args=[pk])  # type: ignore[attr-defined]


def _typed(request: HttpRequest, pk: int) -> Invoice:
    """A draft of ours, or what became of it; NotFound for a deposited file."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if invoice.status == Status.BROUILLON and not invoice.is_typed:
        raise NotFound
    return invoice


def _pressed(request: HttpRequest, invoice: Invoice) -> HttpResponse:
    """Save what was typed, then do what the pressed button says."""
    texts = typed_from(request.POST, invoice)
    name, _colon, value = request.POST.get("action", "send").partition(":")
    try:
        files, pieces = views_documents.chosen(request)
        saved = drafts.save(actor(request), invoice.pk, texts, at=clock.now())
        saved = _closed_up(request, views_documents.join_chosen(request, saved, files, pieces))
        forget_form(request)
        return _OURS.get(name, ACTIONS.get(name, _send))(request, saved, value)
    except NotFound:
        raise
    except Refusal as refusal:
        return _not_saved(request, invoice, texts, refusal)


def _closed_up(request: HttpRequest, draft: Invoice) -> Invoice:
    """Lines that were left out in the middle are closed up, once nobody types there."""
    texts, ranks = draft.draft["typed"], fields.used_ranks(draft.draft["typed"])
    if ranks == list(range(1, len(ranks) + 1)):
        return draft
    return drafts.fill(actor(request), draft.pk, fields.close_up(texts), at=clock.now())


def _not_saved(
    request: HttpRequest, invoice: Invoice, texts: drafts.Typed, refusal: Refusal, *, bare: bool = False
) -> HttpResponse:
    """What left goes to its receipt; a stale page keeps what it typed and shows the sentence."""
    if invoice.status != Status.BROUILLON:
        messages.info(request, in_words(refusal))
        return redirect("issued:receipt", invoice.pk)
    shown = drafts.preview(actor(request), invoice, texts)
    return _form(request, shown, refusal=refusal, version=texts.version if bare else None, bare=bare)


def _send(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    if drafts.check(invoice, at=clock.now()).ready:
        return redirect("issued:confirm", invoice.pk)
    return _form(request, invoice, to_first=True)


def _compute(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    return redirect(reverse("issued:typed", args=[invoice.pk]) + "#totaux")


def _add_line(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    rows = min(fields.MOST_LINES, small(request.POST.get("rows", ""), 0) + 1)
    page = reverse("issued:typed", args=[invoice.pk], query={"lignes": rows})
    return redirect(f"{page}#line_name_{rows}")


def _drop_line(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    texts = fields.close_up(invoice.draft["typed"], without=small(value, 0))
    drafts.fill(actor(request), invoice.pk, texts, at=clock.now())
    return redirect(reverse("issued:typed", args=[invoice.pk]) + "#b-lines")


def _keep_pattern(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    kept = patterns.keep(actor(request), invoice.pk, request.POST.get("pattern", ""), at=clock.now())
    messages.success(request, _("Modèle « %(name)s » gardé. Il est proposé dans « Saisir facture ».") % {"name": kept})
    return redirect("issued:typed", invoice.pk)


_OURS = {
    "send": _send,
    "compute": _compute,
    "add-line": _add_line,
    "drop-line": _drop_line,
    "keep-pattern": _keep_pattern,
}


def _form(
    request: HttpRequest,
    invoice: Invoice,
    *,
    refusal: Refusal | None = None,
    given_back: bool = False,
    to_first: bool = False,
    version: int | None = None,
    bare: bool = False,
) -> HttpResponse:
    """The form of a draft, judged now."""
    tab = request.POST.get("tab") or secrets.token_hex(8)
    page = manual_page(request, invoice, tab=tab, to_first=to_first, version=version, bare=bare)
    context = {"page": page, "refusal": refusal, "given_back": given_back, "to_first": to_first}
    return render(request, "issued/typed.html", context)


@writes
@require_POST
def live_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Each change of a field: kept, and judged by the rules of the send. The page takes what it needs of the answer."""
    invoice = _typed(request, pk)
    texts = typed_from(request.POST, invoice)
    try:
        return _form(request, drafts.save(actor(request), pk, texts, at=clock.now()), bare=True)
    except NotFound:
        raise
    except Refusal as refusal:
        return _not_saved(request, invoice, texts, refusal, bare=True)


@writes
def delete_pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """« Supprimer le modèle », after a word of confirmation."""
    pattern = patterns.get(actor(request), pk)
    if request.method == "POST":
        patterns.delete(actor(request), pk)
        messages.success(request, _("Modèle « %(name)s » supprimé.") % {"name": pattern})
        return redirect("issued:type")
    return render(request, "issued/delete_pattern.html", {"pattern": pattern})
