"""Every view declares who may open it. The routes' table of access is made from these declarations."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase

from unisson.accounts.models import User
from unisson.directory.rights import managed, remember_for_one_request, scope
from unisson.directory.spaces import Level, Space
from unisson.invoices.drafting.awaiting import may_prepare
from unisson.kernel.refusal import NotFound

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Declared:
    """Who may open a view: everybody, whoever signed in, or who has a space at a level; some only in the demo."""

    public: bool = False
    space: Space | None = None
    level: Level = Level.READ
    demo_only: bool = False
    sandbox_only: bool = False
    prepares: bool = False
    """Also who asked to have it and prepares meanwhile."""
    manages: bool = False
    """Who manages some structure; beside a space, either of the two is enough."""
    operates: bool = False
    """Who runs the portal."""


def public(view: View) -> View:
    """Everybody, without signing in."""
    marked = login_not_required(view)
    marked.declared = Declared(public=True)  # type: ignore[attr-defined]
    return marked


def signed_in(view: View) -> View:
    """Whoever signed in."""
    view.declared = Declared()  # type: ignore[attr-defined]
    return view


def demo_only(view: View) -> View:
    """Everybody, in a demonstration; elsewhere the page does not exist."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise NotFound
        return view(request, *args, **kwargs)

    guarded.declared = Declared(public=True, demo_only=True)  # type: ignore[attr-defined]
    return guarded


def in_space(
    space: Space,
    level: Level = Level.READ,
    *,
    demo_only: bool = False,
    sandbox_only: bool = False,
    or_manages: bool = False,
) -> Callable[[View], View]:
    """Who has `space` at `level` somewhere, or (`or_manages`) manages some structure; some views in a demonstration or
    a sandbox only. Which invoice they may touch is `access`'s business."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            lets_in = scope(actor(request), space, level) or (or_manages and managed(actor(request)))
            elsewhere = (demo_only and not settings.DEMO) or (sandbox_only and not settings.SANDBOX)
            if elsewhere or not lets_in:
                raise NotFound
            return view(request, *args, **kwargs)

        guarded.declared = Declared(  # type: ignore[attr-defined]
            space=space, level=level, demo_only=demo_only, sandbox_only=sandbox_only, manages=or_manages
        )
        return guarded

    return guard


def preparing(view: View) -> View:
    """Who sends somewhere, or asked to: for what is typed until it is sent. Which invoice is `access`'s business."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_prepare(actor(request)):
            raise NotFound
        return view(request, *args, **kwargs)

    guarded.declared = Declared(space=Space.ISSUED, level=Level.WRITE, prepares=True)  # type: ignore[attr-defined]
    return guarded


def managing(view: View) -> View:
    """Who manages some structure. Which one they may touch is `requests`' business."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not managed(actor(request)):
            raise NotFound
        return view(request, *args, **kwargs)

    guarded.declared = Declared(manages=True)  # type: ignore[attr-defined]
    return guarded


def keeping(view: View) -> View:
    """Who keeps the fiche of some structure: its managers, and the operators. Which one is `fiche`'s business."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (actor(request).is_operator or managed(actor(request))):
            raise NotFound
        return view(request, *args, **kwargs)

    guarded.declared = Declared(manages=True, operates=True)  # type: ignore[attr-defined]
    return guarded


def operating(view: View) -> View:
    """Who runs the portal: for everybody else these pages do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not actor(request).is_operator:
            raise NotFound
        return view(request, *args, **kwargs)

    guarded.declared = Declared(operates=True)  # type: ignore[attr-defined]
    return guarded


def declared_of(request: HttpRequest) -> Declared:
    """What the view of `request` declares."""
    return getattr(request.resolver_match and request.resolver_match.func, "declared", Declared())


def actor(request: HttpRequest) -> User:
    """The person who asks. Only in views that somebody signed in for."""
    if not isinstance(request.user, User):
        raise NotFound
    if not hasattr(request.user, "held_rights"):
        remember_for_one_request(request.user)
    return request.user
