"""Where to go next, when the address asks for it: only inside the portal."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def onward(request: HttpRequest, otherwise: str = "") -> str:
    """The address in `?next=` if it leads inside the portal, `otherwise` without one, which is the home page."""
    address = request.GET.get("next", "")
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if inside else otherwise or reverse("home")
