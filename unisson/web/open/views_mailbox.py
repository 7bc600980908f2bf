"""The mailbox of the demonstration: every e-mail the portal wrote. They leave too when UNISSON_EMAIL_URL is set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from unisson.kernel.refusal import NotFound
from unisson.notices.models import Email
from unisson.web.rights import demo_only

SHOWN = 50
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A letter brings its own inline styles; it gets nothing else: no script, no image, no form, no way out of its box."""


@demo_only
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest e-mails."""
    return render(request, "open/mailbox.html", {"emails": Email.objects.order_by("-created_at", "-pk")[:SHOWN]})


@demo_only
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One e-mail: its text part and what became of it."""
    return render(request, "open/mail.html", {"email": _email(pk)})


@demo_only
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """Its HTML part, as a mail client would draw it."""
    return HttpResponse(_email(pk).html, headers={"Content-Security-Policy": LETTER_POLICY})


def _email(pk: int) -> Email:
    email = Email.objects.filter(pk=pk).first()
    if email is None:
        raise NotFound
    return email
