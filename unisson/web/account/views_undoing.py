"""« Ce n’était pas moi »: the link of the letter that told an addition."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from unisson.accounts import undoing
from unisson.invoices.wake import wake
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.rights import public


@public
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """What was added since; one press takes it away and leads to the choice of a new password. To open the page changes
    nothing: mail filters open every link."""
    try:
        added = undoing.found(token, at=now())
        if request.method == "POST":
            link = undoing.undo(token, at=now())
            wake()
            logout(request)
            return HttpResponseRedirect(link)
    except Refusal as refusal:
        return render(request, "account/undo.html", {"refusal": refusal}, status=410)
    return render(request, "account/undo.html", {"added": added})
