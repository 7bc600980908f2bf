"""« Actualités »: written, shown between two days, changed, withdrawn."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unisson.directory import newsdesk
from unisson.kernel.clock import legal_day, now, today
from unisson.kernel.refusal import NotFound, Refusal
from unisson.notices import feed
from unisson.notices.models import News
from unisson.web.acted import acted
from unisson.web.language import in_words
from unisson.web.rights import actor
from unisson.web.rights import operating as for_operators

from . import page
from .forms import NewsForm

SHOWN = 50
"""Pieces on the page."""


@for_operators
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """All of them, shown or not, newest first."""
    rows = [(one, *_standing(one, at=now())) for one in feed.all_news()[:SHOWN]]
    return render(request, "operator/news.html", {"rows": rows, "trail": page.trail()})


@for_operators
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """« Créer une actualité »."""
    form = NewsForm(request.POST or None, initial={"since": today()})
    if form.is_valid():
        try:
            newsdesk.publish(actor(request), form.piece(), at=now())
        except Refusal as refusal:
            form.add_error("until", in_words(refusal))
        else:
            messages.success(request, _("Actualité enregistrée."))
            return redirect("operator-news")
    return _form(request, form, title=_("Créer une actualité"))


@for_operators
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Say it otherwise, or show it on other days."""
    found = feed.all_news().filter(pk=pk, withdrawn_at=None).first()
    if found is None:
        raise NotFound
    form = NewsForm(request.POST or None, initial=_typed(found))
    if form.is_valid():
        try:
            newsdesk.change(actor(request), pk, form.piece(), at=now())
        except Refusal as refusal:
            form.add_error("until", in_words(refusal))
        else:
            messages.success(request, _("Actualité enregistrée."))
            return redirect("operator-news")
    return _form(request, form, title=_("Modifier une actualité"))


@for_operators
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it no more."""

    def act() -> str:
        piece = newsdesk.withdraw(actor(request), pk, at=now())
        return _("Actualité retirée : %(title)s") % {"title": piece.title}

    return acted(request, act, back=reverse("operator-news"))


def _form(request: HttpRequest, form: NewsForm, *, title: str) -> HttpResponse:
    trail = [*page.trail(), (_("Actualités"), reverse("operator-news"))]
    context = {"form": form, "title": title, "trail": trail}
    return render(request, "operator/news_form.html", context, status=409 if form.errors else 200)


def _typed(piece: News) -> dict[str, object]:
    words = {name: getattr(piece, name) for name in ("title", "body", "title_en", "body_en")}
    until = legal_day(piece.until) - timedelta(days=1) if piece.until else None
    return {**words, "since": legal_day(piece.published_at), "until": until}


def _standing(piece: News, *, at: datetime) -> tuple[str, str]:
    """How it stands, in words, and the tone."""
    if piece.withdrawn_at is not None:
        return _("Retirée"), "mute"
    if piece.published_at > at:
        return _("Programmée"), "info"
    if piece.until is not None and piece.until <= at:
        return _("Terminée"), "mute"
    return _("Affichée"), "ok"
