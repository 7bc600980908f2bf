"""« Accueil connecté », and the choice of the structure in use."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from unisson.accounts import in_use
from unisson.directory.models import Service
from unisson.directory.rights import managed, structures
from unisson.kernel.clock import now
from unisson.kernel.keys import key
from unisson.web.frame import ESPACES
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
@require_POST
def choose_structure(request: HttpRequest) -> HttpResponse:
    """Keep the structure in use; anything but one of the person's own means all of them."""
    in_use.choose_structure(actor(request), _theirs(request).get(request.POST.get("structure", "")))
    return HttpResponseRedirect(onward(request))


@signed_in
@require_POST
def choose_service(request: HttpRequest) -> HttpResponse:
    """Keep the service in use; anything but a service of a structure of the person's own means all of them.

    What is read there is for the lists to say, at each page.
    """
    asked, theirs = key(request.POST.get("service", "")), _theirs(request).values()
    found = Service.objects.filter(structure__in=theirs, pk=asked).first() if asked else None
    in_use.choose_service(actor(request), found.pk if found else None)
    return HttpResponseRedirect(onward(request))


def _theirs(request: HttpRequest) -> dict[str, int]:
    """The structures of the person, each under its key as a form writes it."""
    reached = {one.pk for espace in ESPACES for one in structures(actor(request), espace.space)}
    return {str(pk): pk for pk in reached | managed(actor(request))}
