"""What holds for every page: no zero byte, the content policy, sessions, kept forms, refusals, reads that read."""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from unisson.accounts import sessions
from unisson.accounts.models import User
from unisson.files import limits
from unisson.kernel.refusal import Refusal
from unisson.kernel.sizes import Octets

from . import failures
from .kept import keep_form, remember_person
from .language import in_words

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self';"
    " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
BEGAN = "began"
"""Session key: when the person signed in, in seconds of the machine's clock."""
_REFRESH_SECONDS = 300
_PG_DISK_FULL = "53100"
"""« disk_full » in PostgreSQL's table of error codes."""
_READS = re.compile(r"[\s(]*(?:SELECT|WITH|EXPLAIN|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|SET)\b", re.IGNORECASE)


LARGEST_BODY = limits.DOSSIER + 5 * limits.MEGA
"""A whole dossier and its fields. More is not even read: it would fill the disk before a form could refuse it."""


class BodyLimit:
    """Nobody sends more than one dossier at once."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) <= LARGEST_BODY:
            return self._answer(request)
        refusal = Refusal("CPP-FICHIER-08", size=Octets(LARGEST_BODY), limit=Octets(limits.DOSSIER))
        return HttpResponse(in_words(refusal), status=413, content_type="text/plain; charset=utf-8")


class ZeroBytes:
    """No database keeps a zero byte and PostgreSQL refuses it: none comes in. Files keep theirs."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """NotFound for an address with one. After the CSRF check, which reads the form first. A body that its view
        reads itself, once it knows from whom, is left alone."""
        if "\0" in request.path:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = _without(request.GET)  # type: ignore[assignment]
        if getattr(view, "reads_body_itself", False):
            return
        if any("\0" in value for _, values in request.POST.lists() for value in values):
            request.POST = _without(request.POST)  # type: ignore[assignment]


def _without(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name, values in sent.lists():
        kept.setlist(name, [str(value).replace("\0", "") for value in values])
    return kept


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere (design §9)."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class SlidingSession:
    """A session lives on while its person clicks, for twelve hours at most unless set otherwise.

    It is written again every five minutes, not at each click, and with it the row that its person sees it by.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = int(timezone.now().timestamp())
        if now - request.session.get(BEGAN, now) > settings.SESSION_HOURS * 3600:
            request.session.flush()
        response = self._answer(request)
        if isinstance(getattr(request, "user", None), User) and request.user.is_authenticated:
            key = request.session.session_key
            if now - request.session.get("seen", 0) > _REFRESH_SECONDS or request.session.get("row") != key:
                request.session["seen"], request.session["row"] = now, key
                _seen(request, at=datetime.fromtimestamp(now, UTC))
            response.headers.setdefault("Cache-Control", "private, no-store")
            remember_person(request, response)
        return response


def _seen(request: HttpRequest, *, at: datetime) -> None:
    began = request.session.setdefault(BEGAN, int(at.timestamp()))
    sessions.seen(
        request.user,  # type: ignore[arg-type]
        key=request.session.session_key or "",
        agent=request.headers.get("User-Agent", ""),
        began=datetime.fromtimestamp(began, UTC),
        at=at,
    )


class KeptForm:
    """A session that ended while somebody typed: what they send is kept and given back after they sign in."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        path = getattr(view, "keeps_form", None)
        if path is None or request.method != "POST" or request.user.is_authenticated:
            return None
        back = path(**kwargs)
        keep_form(request, back)
        return redirect_to_login(back)


class Refusals:
    """The one handler of refusals: a sentence on a page, 404 for what is not there or not theirs."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._answer(request)
        refused = answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        return failures.form_only(request, answer) if refused and is_page else answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refusal):
            return failures.refusal(request, error)
        if _disk_is_full(error):
            return failures.refusal(request, Refusal("CPP-FICHIER-09"), status=507)
        return None


def _disk_is_full(error: Exception) -> bool:
    cause = error.__cause__
    told = getattr(cause, "sqlite_errorcode", None), getattr(cause, "sqlstate", None)
    return isinstance(error, OperationalError) and bool({sqlite3.SQLITE_FULL, _PG_DISK_FULL} & {*told})


class WriteInReadError(RuntimeError):
    """A view that answers GET tried to write: a bug of ours."""


class ReadsRead:
    """GET and HEAD only read: a write from their view raises (style-anchors §2.4)."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        # A session that a new password ended is deleted when its person is looked up: before nothing may be written.
        bool(getattr(request, "user", None))
        with _read_only() if reads else contextlib.nullcontext():
            return self._answer(request)


@contextlib.contextmanager
def _read_only() -> Iterator[None]:
    def refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not _READS.match(sql):
            raise WriteInReadError(sql[:100])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse_writes):
        yield
