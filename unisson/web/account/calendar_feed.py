"""The calendar of a person's payment limits as a file (RFC 5545): one all-day event for each invoice.

An event keeps its identifier while its limit moves, and tells when its invoice last changed: a program that reads the
address again moves it. The same limits give the same bytes, so that nothing is sent twice.
"""

from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from unisson.accounts.models import User
from unisson.invoices import limits
from unisson.invoices.access import Right
from unisson.invoices.models import Invoice
from unisson.web.tags import money

EVERY = timedelta(hours=6)
"""How often a program is asked to read again."""
_PAGES = {Right.READ_ISSUED: "issued:invoice", Right.READ_RECEIVED: "received:invoice"}


def calendar_of(person: User, *, on: date) -> bytes:
    """The file, in the language in force. Two queries and those of the rights."""
    file = Calendar()
    file.add("prodid", "-//Unisson//Payment limits//FR")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", _("Unisson\u00a0: limites de paiement"))
    file.add("refresh-interval", EVERY, parameters={"value": "DURATION"})
    file.add("x-published-ttl", "PT6H")
    for right in _PAGES:
        for invoice in limits.running(person, right, on=on):
            file.add_component(_event(invoice, right))
    content: bytes = file.to_ical()
    return content


def _event(invoice: Invoice, right: Right) -> Event:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    assert invoice.pay_by is not None  # noqa: S101 - only those with a limit are read
    event = Event()
    event.add("uid", f"{right.space.value.lower()}-{invoice.pk}@{host}")
    event.add("dtstamp", invoice.status_since)
    event.add("last-modified", invoice.status_since)
    event.add("dtstart", invoice.pay_by)
    event.add("dtend", invoice.pay_by + timedelta(days=1))
    event.add("summary", _summary(invoice, right))
    event.add("description", _("Dernier jour du délai légal de paiement. Facture à ouvrir sur le portail."))
    event.add("url", f"{settings.BASE_URL}{reverse(_PAGES[right], args=[invoice.pk])}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(invoice: Invoice, right: Right) -> str:
    amount = f"{money(invoice.signed(invoice.net_to_pay))} {invoice.currency}"
    if right is Right.READ_ISSUED:
        name = invoice.recipient.name if invoice.recipient else ""
        return _("À recevoir\u00a0: %(amount)s de %(name)s, facture n°\u00a0%(number)s") % {
            "amount": amount,
            "name": name,
            "number": invoice.number,
        }
    return _("À payer\u00a0: %(amount)s à %(name)s, facture n°\u00a0%(number)s") % {
        "amount": amount,
        "name": invoice.supplier.name,
        "number": invoice.number,
    }
