"""The log of a webhook: a test, one delivery, what failed posted again."""

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from unisson.directory.spaces import Level, Space
from unisson.invoices.webhooks import log
from unisson.kernel.clock import PARIS, now
from unisson.notices.webhooks.queueing import KEPT
from unisson.web.acted import acted
from unisson.web.rights import actor, in_space

from .hooks_page import sent_page
from .told import trail


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_POST
def test(request: HttpRequest, pk: int) -> HttpResponse:
    """Post a test."""

    def act() -> str:
        log.test(actor(request), pk, at=now())
        return _("Test envoyé : son résultat paraît au journal.")

    return acted(request, act, back=_at(pk))


@in_space(Space.CONNECTIONS)
@require_safe
def delivery(request: HttpRequest, pk: int, sent: int) -> HttpResponse:
    """What was posted, and what came back."""
    page = sent_page(actor(request), pk, sent)
    above = [*trail("webhooks"), (page.row.name, _at(pk))]
    return render(request, "connections/hook_sent.html", {"page": page, "trail": above})


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_POST
def replay(request: HttpRequest, pk: int, sent: int) -> HttpResponse:
    """Post one again."""

    def act() -> str:
        log.replay(actor(request), pk, sent, at=now())
        return _("Événement rejoué : son résultat paraît au journal.")

    return acted(request, act, back=_at(pk))


@in_space(Space.CONNECTIONS, Level.WRITE)
@require_POST
def replay_failed(request: HttpRequest, pk: int) -> HttpResponse:
    """Post again all that failed, since a day or since the log begins."""

    def act() -> str:
        at = now()
        since = _since(request.POST.get("depuis", "")) or at - KEPT
        count = log.replay_failed(actor(request), pk, since=since, at=at)
        told = ngettext("%(count)d événement rejoué.", "%(count)d événements rejoués.", count)
        return told % {"count": count} if count else _("Rien n’a échoué.")

    return acted(request, act, back=_at(pk))


def _since(day: str) -> datetime | None:
    """The first instant of that day in France; None for what is none."""
    try:
        return datetime.combine(date.fromisoformat(day), time(), tzinfo=PARIS)
    except ValueError:
        return None


def _at(pk: int) -> str:
    return reverse("connections:hook", args=[pk])
