"""« Mes courriels »: what one receives, and the link at the foot of a letter that ends such letters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.notices import preferences
from unisson.notices.preferences import What
from unisson.web.rights import actor, public, signed_in

from .page import LETTERS


@signed_in
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Receive what is ticked from now on, and nothing else."""
    ticked = [What(what) for what in request.POST.getlist("courriel") if what in What.values]
    preferences.choose(actor(request).pk, ticked, at=now())
    messages.success(request, _("Vos courriels sont choisis. Le changement vaut dès maintenant."))
    return redirect("account")


@public
@csrf_exempt  # A mail program posts here without a cookie (RFC 8058); what is signed in the address is the right.
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """One press ends such letters. To open the page ends nothing: mail filters open every link."""
    try:
        _user, what = preferences.meant(token)
        if request.method == "POST":
            preferences.leave(token)
    except Refusal as refusal:
        return render(request, "account/leave.html", {"refusal": refusal}, status=404)
    context = {"letters": LETTERS[what][0], "done": request.method == "POST"}
    return render(request, "account/leave.html", context)
