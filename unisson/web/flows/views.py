"""« Suivi des flux »: the flows, one of them with its integration report, and how many are in each state."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.files import limits
from unisson.invoices.access import get_flow
from unisson.invoices.flows import following, paper, receiving
from unisson.invoices.flows.receiving import Promise, Sent
from unisson.invoices.status import Channel
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.kernel.refusal import Refusal
from unisson.web.downloads import download
from unisson.web.frame import chosen_structure
from unisson.web.language import in_words
from unisson.web.rights import actor, in_space

from . import tables
from .page import choices, figures, flow_page, rows, searched


@in_space(Space.FLOWS)
def latest(request: HttpRequest) -> HttpResponse:
    """« Accueil »: the flows, newest first."""
    return _list(request, "flows/list.html")


@in_space(Space.FLOWS)
def search(request: HttpRequest) -> HttpResponse:
    """« Recherche »: by number, state, syntax and day."""
    return _list(request, "flows/search.html")


def _list(request: HttpRequest, template: str) -> HttpResponse:
    asked = searched(request.GET)
    structure = chosen_structure(request, Space.FLOWS)
    part = following.page(actor(request), asked.asked, structure=structure, after=request.GET.get("apres", ""))
    context = {
        "rows": rows(part.rows),
        "next": part.next,
        "searched": asked,
        "choices": choices(),
        "began": "apres" not in request.GET,
    }
    return render(request, template, context)


@in_space(Space.FLOWS)
def board(request: HttpRequest) -> HttpResponse:
    """« Tableau de bord »: how many flows are in each state."""
    chosen = chosen_structure(request, Space.FLOWS)
    return render(request, "flows/board.html", {"figures": figures(actor(request), chosen)})


@in_space(Space.FLOWS)
def flow(request: HttpRequest, pk: int) -> HttpResponse:
    """One flow: where it stands, and its report line by line."""
    found = get_flow(actor(request), pk)
    return render(request, "flows/flow.html", {"page": flow_page(actor(request), found, request.GET)})


@in_space(Space.FLOWS)
def report_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report to keep: a PDF, or a table."""
    found = get_flow(actor(request), pk)
    kind = request.GET.get("fichier", "pdf")
    if kind == "pdf":
        return download(paper.printed(found), f"compte-rendu-{found.number}.pdf", "application/pdf")
    return tables.report_table(found, kind=kind)


@in_space(Space.FLOWS, Level.WRITE, demo_only=True)
def deposit(request: HttpRequest) -> HttpResponse:
    """« Déposer flux », where one tries a connection out (domain-rules §1.3)."""
    if request.method != "POST":
        return _form(request, None)
    try:
        promise = _received(request)
    except Refusal as refusal:
        return _form(request, refusal)
    messages.success(request, _told(promise))
    return redirect("flows:flow", promise.flow.pk)


def _form(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    theirs = [(str(one.pk), str(one)) for one in structures(actor(request), Space.ISSUED, Level.WRITE)]
    context = {
        "refusal": refusal,
        "choices": choices(),
        "structures": theirs,
        "posted": {name: request.POST.get(name, "") for name in ("stated", "supplier")},
    }
    return render(request, "flows/deposit.html", context)


def _received(request: HttpRequest) -> Promise:
    person, file = actor(request), request.FILES.get("file")
    if file is None:
        raise Refusal("CPP-FLUX-11", field="file")
    limits.check_size(file.name or "", file.size or 0, limit=limits.ARCHIVE)
    theirs = structures(person, Space.ISSUED, Level.WRITE)
    supplier = theirs.filter(pk=key(request.POST.get("supplier", "")) or 0).first()
    if supplier is None:
        raise Refusal("CPP-ACCES-02", field="supplier")
    sent = Sent(name=file.name or "", content=file.read(), stated=request.POST.get("stated", ""))
    return receiving.receive(person, sent, supplier=supplier, channel=Channel.EDI, at=now())


def _told(promise: Promise) -> str:
    if promise.remark:
        return in_words(promise.remark)
    return _("Flux %(number)s reçu. Son compte rendu se remplit ici.") % {"number": promise.flow.number}
