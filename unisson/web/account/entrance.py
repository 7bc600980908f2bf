"""From the password to the portal: the second factor between the two, and what the session remembers of it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from unisson.accounts import factors, second, signin
from unisson.accounts.models import User
from unisson.accounts.passkeys import Question, Site
from unisson.directory import lost_means
from unisson.kernel.clock import now
from unisson.web.enrol import PASSED
from unisson.web.first import first_page
from unisson.web.middleware import BEGAN

_WAITS = "second-factor"
"""Session key: who typed the right password, when, and where they want to go."""
_CHALLENGE = "passkey-challenge"


def after_password(request: HttpRequest, person: User, onward: str) -> HttpResponseRedirect:
    """In, or to the page of the second factor of who has one."""
    if not factors.has(person):
        return let_in(request, person, onward, passed=False)
    request.session.cycle_key()
    request.session[_WAITS] = {
        "person": person.pk,
        "hash": person.get_session_auth_hash(),
        "at": now().timestamp(),
        "onward": onward,
    }
    return HttpResponseRedirect(reverse("second-factor"))


def waiting(request: HttpRequest) -> tuple[User, str] | None:
    """Who waits before the second factor in this browser, and where they want to go; a new password ends it.

    Who is in already waits too, if their session began before they set it up and it has become mandatory.
    """
    if isinstance(request.user, User):
        return None if request.session.get(PASSED) or not factors.has(request.user) else (request.user, reverse("home"))
    kept = request.session.get(_WAITS)
    if kept is None or not timedelta(0) <= timedelta(seconds=now().timestamp() - kept["at"]) <= second.WITHIN:
        return None
    person = User.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["hash"], person.get_session_auth_hash()):
        return None
    return person, kept["onward"]


def let_in(request: HttpRequest, person: User, onward: str, *, passed: bool) -> HttpResponseRedirect:
    """Sign in, under a new session key. `passed`: with a second factor."""
    request.session.pop(_WAITS, None)
    signin.remember(person, at=now())
    login(request, person)
    request.session.cycle_key()  # `login` keeps the key of who was in already
    request.session[PASSED] = passed
    request.session[BEGAN] = int(timezone.now().timestamp())
    if passed:
        lost_means.found(person, at=now())
    if settings.SECOND_FACTOR_REQUIRED and not passed:
        return HttpResponseRedirect(reverse("app-add"))
    return HttpResponseRedirect(first_page(request, person, onward))


def enrolled(request: HttpRequest) -> None:
    """This browser has just shown a second factor: its session counts as passed, under a new key."""
    request.session.cycle_key()
    request.session[PASSED] = True


def site(request: HttpRequest) -> Site:
    """Where the browser stands. The host is one of `UNISSON_HOSTS`, or the request would not have come here."""
    host = request.get_host()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return Site(host=name, origin=f"{request.scheme}://{host}")


def ask(request: HttpRequest, question: Question) -> str:
    """Keep the challenge for one answer; what the browser is asked."""
    request.session[_CHALLENGE] = question.challenge
    return question.options


def challenge(request: HttpRequest) -> str:
    """What was asked last, once: an answer is not taken twice."""
    return str(request.session.pop(_CHALLENGE, ""))
