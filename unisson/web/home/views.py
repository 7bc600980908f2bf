"""« Accueil connecté », and the choice of the structure in use."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from unisson.directory.rights import structures
from unisson.kernel.clock import now
from unisson.web.frame import ESPACES, STRUCTURE_KEY
from unisson.web.onward import onward
from unisson.web.rights import actor, signed_in

from .happened import whole_feed
from .page import build


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Accueil connecté."""
    at = now()
    return render(request, "home/home.html", {"page": build(actor(request), at=at), "today": at})


@signed_in
def whole(request: HttpRequest) -> HttpResponse:
    """« Fil d’événements », all of it."""
    return render(request, "home/feed.html", {"page": whole_feed(actor(request), request.GET)})


@signed_in
def choose_structure(request: HttpRequest) -> HttpResponse:
    """Keep the structure in use for this session; anything but one of the person's own means all of them."""
    theirs = {str(one.pk): one.pk for espace in ESPACES for one in structures(actor(request), espace.space)}
    request.session[STRUCTURE_KEY] = theirs.get(request.GET.get("structure", ""))
    return HttpResponseRedirect(onward(request))
