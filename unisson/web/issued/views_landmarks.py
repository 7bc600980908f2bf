"""« Repères de lecture »: what the portal remembers of how a supplier's invoices are laid out, to see and to erase."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.invoices.drafting import landmarks as remembered
from unisson.kernel.refusal import NotFound
from unisson.web.rights import actor, in_space

from .deposit_page import trail
from .landmark_rows import in_place, rows_by_structure

writes = in_space(Space.ISSUED, Level.WRITE)


@writes
@require_safe
def landmarks(request: HttpRequest) -> HttpResponse:
    """What was learnt, structure by structure."""
    groups = rows_by_structure(remembered.listed(actor(request)))
    return render(
        request,
        "issued/landmarks.html",
        {"groups": groups, "trail": [*trail(), (_("Dépôt factures"), reverse("issued:deposit"))]},
    )


@writes
@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one."""
    erased = remembered.erase(actor(request), pk)
    messages.success(request, _("Repère effacé : %(place)s.") % {"place": in_place(erased)})
    return redirect("issued:landmarks")


@writes
def erase_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget all of one structure, after a word of confirmation."""
    if request.method == "POST":
        count = remembered.erase_all(actor(request), pk)
        messages.success(request, ngettext("%(n)s repère effacé.", "%(n)s repères effacés.", count) % {"n": count})
        return redirect("issued:landmarks")
    structure = structures(actor(request), Space.ISSUED, Level.WRITE).filter(pk=pk).first()
    if structure is None:
        raise NotFound
    return render(request, "issued/erase_landmarks.html", {"structure": structure})
