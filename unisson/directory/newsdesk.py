"""« Actualités », as operators write them: created, shown between two instants, changed, withdrawn: traced."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from unisson.accounts.models import User
from unisson.kernel.clock import PARIS
from unisson.kernel.refusal import Refusal
from unisson.notices import feed
from unisson.notices.models import News

from . import acts
from .models import OperatorAct


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What a piece of news says, and when it is shown."""

    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    since: datetime
    until: datetime | None = None


def publish(operator: User, piece: Piece, *, at: datetime) -> News:
    """Show it from its instant on. Refusal CPP-ACTUALITE-01 when it would end before it begins."""
    _check(piece)
    with transaction.atomic():
        made = feed.publish(
            title=piece.title,
            body=piece.body,
            title_en=piece.title_en,
            body_en=piece.body_en,
            at=piece.since,
            until=piece.until,
        )
        acts.note(OperatorAct.What.NEWS_PUBLISHED, actor=operator, subject=made.title, after=_said(made), at=at)
    return made


def change(operator: User, pk: int, piece: Piece, *, at: datetime) -> News:
    """Say it otherwise. NotFound for what is none; Refusal as `publish`, CPP-ACTUALITE-02 once it was withdrawn."""
    _check(piece)
    with transaction.atomic():
        news = _shown(pk)
        before = _said(news)
        feed.rewrite(
            news,
            title=piece.title,
            body=piece.body,
            title_en=piece.title_en,
            body_en=piece.body_en,
            published_at=piece.since,
            until=piece.until,
        )
        acts.note(
            OperatorAct.What.NEWS_CHANGED,
            actor=operator,
            subject=news.title,
            before=before,
            after=_said(news),
            at=at,
        )
    return news


def withdraw(operator: User, pk: int, *, at: datetime) -> News:
    """Show it no more. NotFound for what is none; Refusal CPP-ACTUALITE-02 when it was withdrawn already."""
    with transaction.atomic():
        news = _shown(pk)
        feed.rewrite(news, withdrawn_at=at)
        acts.note(OperatorAct.What.NEWS_WITHDRAWN, actor=operator, subject=news.title, before=_said(news), at=at)
    return news


def _check(piece: Piece) -> None:
    if piece.until is not None and piece.until <= piece.since:
        raise Refusal("CPP-ACTUALITE-01", field="until")


def _shown(pk: int) -> News:
    news = feed.get_news(pk)
    if news.withdrawn_at is not None:
        raise Refusal("CPP-ACTUALITE-02")
    return news


def _said(news: News) -> dict[str, str]:
    until = news.until.astimezone(PARIS).isoformat() if news.until else ""
    return {
        "title": news.title,
        "body": news.body,
        "title_en": news.title_en,
        "body_en": news.body_en,
        "since": news.published_at.astimezone(PARIS).isoformat(),
        "until": until,
    }
