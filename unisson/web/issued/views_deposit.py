"""« Dépôt factures », the seed's ten steps: file, form, confirmation, receipt (domain-rules §4.2)."""

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unisson.directory.spaces import Space
from unisson.invoices import returns
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.deposit import receive, send
from unisson.invoices.drafting import addressee, drafts
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel import clock
from unisson.kernel.refusal import Refusal
from unisson.web.kept import forget_form
from unisson.web.language import in_words
from unisson.web.rights import actor, in_space, preparing

from . import pointing, views_documents
from .deposit_page import deposit_page, format_remark, lists
from .forms import NewDeposit, new_deposit, typed_from, version_of
from .judged import after_saving, draft_page, given_back
from .picks import asked_of_picker, service_results, structure_results
from .receipt_page import confirmation, receipt_page, under_its_tab


@preparing
def deposit(request: HttpRequest) -> HttpResponse:
    """Step 2, « Dépôt d'une nouvelle facture »: the file and what frames it; « Continuer » opens the form."""
    if request.method != "POST":
        return render(request, "issued/deposit.html", {"page": deposit_page(request)})
    try:
        chosen = new_deposit(request, actor(request))
        invoice = _received(request, chosen)
    except Refusal as refusal:
        return render(request, "issued/deposit.html", {"page": deposit_page(request, refusal)})
    if remark := format_remark(chosen.chosen_format, invoice):
        messages.info(request, remark)
    return redirect("issued:draft", invoice.pk)


def _received(request: HttpRequest, chosen: NewDeposit) -> Invoice:
    """The draft of a new deposit; made again, it takes from the former what its file does not say."""
    flow = receive(
        actor(request),
        chosen.upload,
        supplier=chosen.supplier,
        service=chosen.service,
        framework=chosen.framework,
        channel=Channel.PORTAL,
        at=clock.now(),
        signature=chosen.signature,
    )
    if chosen.again:
        return returns.follow_up(actor(request), flow.invoice.pk, chosen.again, at=clock.now())
    if chosen.recipient:
        return addressee.address(actor(request), flow.invoice, chosen.recipient.identifier, at=clock.now())
    return flow.invoice


deposit.keeps_form = lambda: reverse("issued:deposit")  # type: ignore[attr-defined]


@preparing
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Steps 5 to 8, « Déposer facture en cours »: the form, saved and judged at each press."""
    if request.method == "POST":
        return _pressed(request, pk)
    invoice = drafts.opened(actor(request), pk)
    if invoice.status != Status.BROUILLON:
        return redirect("issued:invoice", pk) if invoice.status != Status.SUPPRIMEE else redirect(lists(request))
    if invoice.is_typed:
        return redirect("issued:typed", pk)
    kept = given_back(request, invoice)
    return _form(request, kept or invoice, given_back=kept is not None)


draft.keeps_form = lambda pk: reverse("issued:draft", args=[pk])  # type: ignore[attr-defined]


def _pressed(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was typed, then do what the pressed button says."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    typed = typed_from(request.POST, invoice)
    try:
        files, pieces = views_documents.chosen(request)
        invoice = drafts.save(actor(request), pk, typed, at=clock.now())
        invoice = views_documents.join_chosen(request, invoice, files, pieces)
    except Refusal as refusal:
        return _not_saved(request, invoice, typed, refusal)
    forget_form(request)
    name, _colon, value = request.POST.get("action", "send").partition(":")
    return ACTIONS.get(name, _send_pressed)(request, invoice, value)


def _not_saved(
    request: HttpRequest, invoice: Invoice, typed: drafts.Typed, refusal: Refusal, *, version: int | None = None
) -> HttpResponse:
    """A draft that left goes to its page; a stale tab keeps what it typed and shows the sentence."""
    if invoice.status != Status.BROUILLON:
        messages.info(request, in_words(refusal))
        return redirect("issued:receipt", invoice.pk)
    return _form(request, drafts.preview(actor(request), invoice, typed), refusal=refusal, version=version)


def _save_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    messages.success(request, _("Brouillon enregistré. Il n’est pas encore envoyé."))
    return redirect(after_saving(request, invoice))


def _send_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    if drafts.check(invoice, at=clock.now()).ready:
        return redirect("issued:confirm", invoice.pk)
    return _form(request, invoice, to_first=True)


def _repair_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    checked = drafts.check(invoice, at=clock.now())
    texts = drafts.repairs(checked).get(value, {})
    drafts.fill(actor(request), invoice.pk, texts, at=clock.now())
    return redirect(reverse("issued:draft", args=[invoice.pk]) + f"#{next(iter(texts), 'pret')}")


def _fill_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    name, _equals, text = value.partition("=")
    drafts.fill(actor(request), invoice.pk, {name: text}, at=clock.now())
    return redirect(reverse("issued:draft", args=[invoice.pk]) + f"#{name}")


def _reload_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    return redirect("issued:draft", invoice.pk)


def _structure_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    return redirect(reverse("issued:pick-structure", args=[invoice.pk]) + asked_of_picker(invoice, value))


def _service_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    return redirect("issued:pick-service", invoice.pk)


def _take_pressed(request: HttpRequest, invoice: Invoice, value: str) -> HttpResponse:
    return redirect(reverse("issued:take", args=[invoice.pk], query={"champ": request.POST.get("take", "")}))


ACTIONS = {
    "save": _save_pressed,
    "send": _send_pressed,
    "repair": _repair_pressed,
    "fill": _fill_pressed,
    "reload": _reload_pressed,
    "join": views_documents.join_pressed,
    "remove": views_documents.remove_pressed,
    "keep": views_documents.keep_pressed,
    "pick-structure": _structure_pressed,
    "pick-service": _service_pressed,
    "take": _take_pressed,
}


def _form(
    request: HttpRequest,
    invoice: Invoice,
    *,
    refusal: Refusal | None = None,
    given_back: bool = False,
    to_first: bool = False,
    version: int | None = None,
    taken: str = "",
) -> HttpResponse:
    """The form of a draft, judged now."""
    tab = request.POST.get("tab") or secrets.token_hex(8)
    page = draft_page(request, invoice, tab=tab, to_first=to_first, version=version, taken=taken)
    context = {"page": page, "refusal": refusal, "given_back": given_back, "to_first": to_first}
    return render(request, "issued/draft.html", context)


@preparing
@require_POST
def live_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Each change of a field, each click on the page: kept, and judged by the rules of the send.

    The page takes what it needs of the answer.
    """
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    typed = typed_from(request.POST, invoice)
    try:
        invoice = drafts.save(actor(request), pk, typed, at=clock.now())
        said = pointing.take_pointed(request, invoice) if "at" in request.POST else ""
        return _form(request, get_invoice(actor(request), pk, Right.WRITE_ISSUED) if said else invoice, taken=said)
    except Refusal as refusal:
        # The stale page stays stale until the person presses a button: only then have they seen the sentence.
        return _not_saved(request, invoice, typed, refusal, version=typed.version)


@preparing
def pick_structure(request: HttpRequest, pk: int) -> HttpResponse:
    """« Rechercher une structure » and « Recherche avancée »: choosing fills the SIRET, and forgets the service."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if request.method == "POST" and request.POST.get("siret"):
        texts = {"recipient_siret": request.POST["siret"], "service_code": ""}
        drafts.fill(actor(request), pk, texts, at=clock.now())
        return redirect(reverse("issued:draft", args=[pk]) + "#recipient_siret")
    return render(request, "issued/pick_structure.html", {"invoice": invoice, **structure_results(request)})


@preparing
def pick_service(request: HttpRequest, pk: int) -> HttpResponse:
    """« Rechercher un service » of the chosen recipient."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if request.method == "POST" and request.POST.get("service"):
        drafts.fill(actor(request), pk, {"service_code": request.POST["service"]}, at=clock.now())
        return redirect(reverse("issued:draft", args=[pk]) + "#service_code")
    return render(request, "issued/pick_service.html", {"invoice": invoice, **service_results(request, invoice)})


@preparing
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """« Choisir sur la page »: all that the pages print in the shape of a field, framed and listed."""
    invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
    if invoice.status != Status.BROUILLON:
        return redirect("issued:draft", pk)
    if request.method == "POST":
        messages.info(request, pointing.take_pointed(request, invoice))
        return redirect(reverse("issued:draft", args=[pk]) + f"#{request.POST.get('take', '')}")
    return render(request, "issued/take.html", {"page": pointing.take_page(invoice, request.GET.get("champ", ""))})


@preparing
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 9, « Confirmation d'envoi ». Pressed twice, the second leads to the same receipt."""
    if request.method == "POST":
        return _confirmed(request, pk)
    invoice = drafts.opened(actor(request), pk)
    if invoice.status != Status.BROUILLON:
        return redirect("issued:receipt", pk)
    checked = drafts.check(invoice, at=clock.now())
    if not checked.ready:
        return redirect("issued:draft", pk)
    under_its_tab(request, invoice)
    return render(request, "issued/confirm.html", confirmation(invoice, checked))


confirm.keeps_form = lambda pk: reverse("issued:confirm", args=[pk])  # type: ignore[attr-defined]


def _confirmed(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        invoice = send(actor(request), pk, version=version_of(request.POST), at=clock.now())
    except Refusal as refusal:
        invoice = get_invoice(actor(request), pk, Right.WRITE_ISSUED)
        if invoice.is_typed:
            messages.error(request, in_words(refusal))
            return redirect("issued:typed", pk)
        return _form(request, invoice, refusal=refusal)
    return redirect("issued:receipt", pk) if invoice.was_sent else redirect(lists(request))


@require_safe
@in_space(Space.ISSUED)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Step 10, « Récapitulatif »: the certificate of deposit and where to go from here."""
    invoice = get_invoice(actor(request), pk, Right.READ_ISSUED)
    certificate = DepositCertificate.objects.filter(invoice=invoice).first()
    if certificate is None:
        return redirect("issued:draft", pk)
    under_its_tab(request, invoice)
    return render(request, "issued/receipt.html", receipt_page(invoice, certificate, on=clock.today()))


@preparing
def delete_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """« Supprimer le brouillon », after a word of confirmation."""
    if request.method == "POST":
        drafts.delete(actor(request), pk, at=clock.now())
        messages.success(request, _("Brouillon supprimé."))
        return redirect(lists(request))
    return render(request, "issued/delete.html", {"invoice": get_invoice(actor(request), pk, Right.WRITE_ISSUED)})
