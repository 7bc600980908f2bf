"""The secrets of a connection: one more, shown once; one revoked, and all tokens with it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from unisson.directory import connecting
from unisson.directory.spaces import Level, Space
from unisson.kernel.clock import now
from unisson.kernel.refusal import NotFound, Refusal
from unisson.web.acted import acted
from unisson.web.language import in_words
from unisson.web.rights import actor, in_space

from .page import changeable
from .told import secret_page, seen


@in_space(Space.CONNECTIONS, Level.WRITE, or_manages=True)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more, in the answer itself."""
    try:
        issued = connecting.add_secret(actor(request), pk, seen=seen(request), at=now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, in_words(refusal))
        return redirect("connections:connection", pk)
    return secret_page(request, issued, title=_("Secret créé"))


@in_space(Space.CONNECTIONS, Level.WRITE, or_manages=True)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int, secret: int) -> HttpResponse:
    """Say what it ends, then end it."""
    if request.method == "GET":
        found = changeable(actor(request), pk)
        ending = found.secrets.filter(pk=secret, ended_at=None).first()
        if ending is None:
            raise NotFound
        others = found.secrets.filter(ended_at=None).count() - 1
        return render(request, "connections/end_secret.html", {"connection": found, "secret": ending, "others": others})

    def act() -> str:
        connecting.end_secret(actor(request), pk, secret, at=now())
        return _("Secret révoqué, et tous les jetons avec lui.")

    return acted(request, act, back=reverse("connections:connection", args=[pk]))
