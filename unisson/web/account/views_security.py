"""« Mon compte », « Sécurité »: how one signs in, and what was changed about it."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.accounts import acts, factors, federation, question, recovery, sessions
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.web.rights import actor, signed_in

from .browsers import in_words
from .forms import Confirmed
from .page import history, linked_sites, open_sessions, site_name


@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """The second factor, the recovery codes left, the last changes."""
    person = actor(request)
    context = {
        "factors": factors.held(person),
        "asked": question.asked(person),
        "left": recovery.left(person),
        "codes": recovery.COUNT,
        "minutes": settings.SESSION_COOKIE_AGE // 60,
        "hours": settings.SESSION_HOURS,
        "required": settings.SECOND_FACTOR_REQUIRED,
        "sessions": open_sessions(person, key=request.session.session_key or ""),
        "sites": linked_sites(person),
        "acts": history(acts.latest(person)),
    }
    return render(request, "account/security.html", context)


@signed_in
def remove_site(request: HttpRequest, pk: int) -> HttpResponse:
    """Another site signs this person in no more."""
    person = actor(request)
    name = site_name(federation.get(person, pk).issuer)
    form = Confirmed(request.POST or None, person=person, do=lambda _: federation.remove(person, pk, at=now()))
    if form.is_valid():
        wake()
        messages.success(request, _("%(name)s n’ouvre plus ce compte.") % {"name": name})
        return redirect("security")
    return render(request, "account/site_remove.html", {"form": form, "name": name})


@signed_in
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one session from afar."""
    person = actor(request)
    browser = sessions.get(person, pk)
    form = Confirmed(request.POST or None, person=person, do=lambda _: sessions.end(person, pk, at=now()))
    return _ended(request, form) or render(
        request, "account/session_end.html", {"form": form, "browser": in_words(browser.agent), "seen": browser.seen_at}
    )


@signed_in
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    person, keep = actor(request), request.session.session_key or ""
    form = Confirmed(request.POST or None, person=person, do=lambda _: sessions.end_others(person, keep=keep, at=now()))
    return _ended(request, form) or render(
        request, "account/session_end.html", {"form": form, "browser": "", "seen": None}
    )


def _ended(request: HttpRequest, form: Confirmed) -> HttpResponse | None:
    if not form.is_valid():
        return None
    wake()
    count = form.outcome
    said = ngettext("%(count)s session est terminée.", "%(count)s sessions sont terminées.", count)
    messages.success(request, said % {"count": count})
    return redirect("security")
