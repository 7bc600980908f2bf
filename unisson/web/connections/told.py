"""What is told once: the answer to the form that made a secret or a password, and no other page, shows it.

No address leads to that answer, and no cache keeps it (`middleware.SlidingSession`). Sent again, the form says what was
there when it was opened, and is refused.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.accounts.technical import Told
from unisson.directory.connecting import Issued
from unisson.kernel.keys import key
from unisson.notices.webhooks.endpoints import Told as HookTold
from unisson.notices.webhooks.keyring import BOTH


def secret_page(request: HttpRequest, issued: Issued, *, title: str) -> HttpResponse:
    """A connection with the secret that was just made."""
    context = {"issued": issued, "title": title, "base": settings.BASE_URL, "trail": trail("list")}
    return render(request, "connections/secret.html", context)


def password_page(request: HttpRequest, told: Told, *, title: str) -> HttpResponse:
    """A technical account with the password that was just made."""
    # Of a structure that changed its identifier it is attached to both.
    account = told.user.memberships.select_related("structure").latest("pk")
    context = {"told": told, "account": account, "key": told.user.technical_key, "title": title}
    context |= {"base": settings.BASE_URL, "trail": trail("accounts")}
    return render(request, "connections/password.html", context)


def hook_secret_page(request: HttpRequest, told: HookTold, *, title: str, renewed: bool = False) -> HttpResponse:
    """A webhook with the secret that was just made."""
    context = {"told": told, "title": title, "renewed": renewed, "hours": BOTH.total_seconds() // 3600}
    return render(request, "connections/hook_secret.html", {**context, "trail": trail("webhooks")})


def seen(request: HttpRequest) -> int:
    """The number that the form saw when it was opened; one that nothing has where it says none."""
    found = key(request.POST.get("vu", ""))
    return -1 if found is None else found


def trail(route: str) -> list[tuple[str, str]]:
    """The list that a page stands under."""
    labels = {"list": _("Raccordements API"), "accounts": _("Comptes techniques"), "webhooks": _("Webhooks")}
    labels["calls"] = _("Derniers appels")
    return [(labels[route], reverse(f"connections:{route}"))]
