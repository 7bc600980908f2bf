"""What `manage.py check --deploy` looks at beside Django's own list."""

from typing import Any

from django.conf import settings
from django.core import checks


def demonstration(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    """A demonstration's passwords are public, and its mailbox shows every letter."""
    found: list[checks.CheckMessage] = []
    if settings.DEMO:
        found.append(checks.Error("UNISSON_DEMO is on: its passwords are public.", id="unisson.E001"))
    if settings.SANDBOX:
        found.append(checks.Error("UNISSON_SANDBOX is on: the clock may be put forward.", id="unisson.E002"))
    return found


def address(app_configs: Any, **_: Any) -> list[checks.CheckMessage]:
    """Letters and certificates must lead to where this portal answers, and say who runs it."""
    found: list[checks.CheckMessage] = []
    if not settings.BASE_URL.startswith("https://"):
        found.append(checks.Warning("UNISSON_BASE_URL is not an https address.", id="unisson.W001"))
    if not settings.OPERATOR:
        found.append(checks.Warning("UNISSON_OPERATOR does not say who runs this portal.", id="unisson.W002"))
    if not settings.EMAIL_URL:
        found.append(checks.Warning("UNISSON_EMAIL_URL is empty: no e-mail leaves.", id="unisson.W003"))
    return found


def plug() -> None:
    """Make them known to Django."""
    for check in (demonstration, address):
        checks.register(check, checks.Tags.security, deploy=True)
