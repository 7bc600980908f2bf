"""« Importer l’annuaire », for operators: the report first, then all of the file or nothing."""

import io
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unisson.accounts.models import User
from unisson.directory import catalogue, examined, importing
from unisson.directory.exchange import Problem
from unisson.directory.importing import Report
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.kernel.sizes import Octets
from unisson.kernel.words import sentence
from unisson.notices.language import reader_language
from unisson.web.rights import actor, operating

LIMIT = 5_000_000
"""Bytes of a file that a page imports: what is larger takes longer than a page may."""
TOLD = 200
"""Problems on the page."""
_SALT = "unisson.directory.import"


@operating
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The file, then what it would do and what is wrong with it."""
    if request.method != "POST":
        return _page(request)
    try:
        name, content = _chosen(request)
    except Refusal as refusal:
        return _page(request, status=409, refusal=refusal)
    return _examined(request, name, content)


@operating
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Import the file that was examined; where it would do something else by now, say what instead."""
    try:
        pk, seen = _named(request.POST.get("verification", ""), by=actor(request))
        kept = examined.get(pk, at=now())
    except Refusal as refusal:
        return _page(request, status=409, refusal=refusal)
    try:
        report = examined.bring(pk, seen=seen, actor=actor(request), at=now())
    except Refusal as refusal:
        return _examined(request, kept.name, bytes(kept.content), refusal=refusal)
    told = _("Annuaire importé. Structures créées : %(added)s, modifiées : %(changed)s.")
    messages.success(request, told % report.counts)
    return redirect("operator-structures")


def _chosen(request: HttpRequest) -> tuple[str, bytes]:
    """Refusal CPP-ANNUAIRE-29 without a file, -34 for one too large for a page."""
    file = request.FILES.get("fichier")
    if file is None:
        raise Refusal("CPP-ANNUAIRE-29", field="fichier")
    if (file.size or 0) > LIMIT:
        raise Refusal("CPP-ANNUAIRE-34", field="fichier", limit=Octets(LIMIT))
    return (file.name or "annuaire.csv")[:200], file.read()


def _examined(request: HttpRequest, name: str, content: bytes, *, refusal: Refusal | None = None) -> HttpResponse:
    """The report, and the button that does what it says."""
    report = importing.examine(io.BytesIO(content), at=now())
    token = "" if report.faults else _keep(name, content, seen=report.mark, by=actor(request))
    status = 409 if report.faults or refusal else 200
    return _page(request, status=status, report=report, name=name, token=token, refusal=refusal)


def _keep(name: str, content: bytes, *, seen: str, by: User) -> str:
    """Keep the bytes until they are imported; the page carries which they are, whose, and what he saw, signed."""
    return signing.dumps([examined.keep(name, content, at=now()).pk, seen, by.pk], salt=_SALT)


def _named(token: str, *, by: User) -> tuple[int, str]:
    """The file that the page names, and what it saw. Refusal CPP-ANNUAIRE-30 for what this portal did not examine for
    `by`."""
    try:
        pk, seen, whose = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise Refusal("CPP-ANNUAIRE-30", field="fichier") from error
    if whose != by.pk:
        raise Refusal("CPP-ANNUAIRE-30", field="fichier")
    return pk, seen


def _page(request: HttpRequest, *, status: int = 200, report: Report | None = None, **more: Any) -> HttpResponse:
    context = {
        "report": report,
        "problems": [_in_words(one) for one in report.problems[:TOLD]] if report else [],
        "limit": LIMIT,
        "file": catalogue.latest(),
        "trail": [(_("Exploitation"), reverse("operator")), (_("Structures"), reverse("operator-structures"))],
        "refusal": None,
        "name": "",
        "token": "",
        **more,
    }
    return render(request, "directory/import.html", context, status=status)


def _in_words(one: Problem) -> dict[str, Any]:
    """One line of the report."""
    told = sentence(one.code, one.values, language=reader_language())
    return {**{name: getattr(one, name) for name in ("line", "column", "value", "code", "blocks")}, "sentence": told}
