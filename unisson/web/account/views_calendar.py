"""« Calendrier des limites de paiement »: its secret address, and what a calendar program reads there."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from unisson.accounts.models import User
from unisson.accounts.pacing import counted
from unisson.kernel.clock import now, today
from unisson.kernel.refusal import NotFound, TooOften
from unisson.notices import calendars
from unisson.web.rights import actor, public, signed_in

from .calendar_feed import calendar_of

PER_MINUTE = 30
"""Readings of one calendar: a program asks every few hours, and a person has several."""


@signed_in
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; a new one, shown this once, or none any more."""
    person, pressed = actor(request), request.POST.get("action", "")
    if pressed == "revoke":
        calendars.revoke(person.pk)
        messages.success(request, _("L’adresse de votre calendrier ne s’ouvre plus."))
        return redirect("calendar")
    address = ""
    if request.method == "POST":
        address = settings.BASE_URL + reverse("calendar-feed", args=[calendars.renew(person.pk, at=now())])
    return render(request, "account/calendar.html", {"held": calendars.held(person.pk), "address": address})


calendar.keeps_form = lambda: reverse("calendar")  # type: ignore[attr-defined]


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar itself: what its person may read right now, in their language. TooOften CPP-CALENDRIER-01."""
    person = User.objects.filter(pk=calendars.whose(token) or 0, is_active=True).first()
    if person is None:
        raise NotFound
    if counted(f"calendar-{person.pk}", 1) > PER_MINUTE:
        raise TooOften("CPP-CALENDRIER-01")
    with override(person.language):
        content = calendar_of(person, on=today())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'inline; filename="unisson.ics"'
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()}"'
    return get_conditional_response(request, etag=answer.headers["ETag"], response=answer) or answer
