"""What every e-mail about an invoice has at its foot: the facts by which one knows it, and where its page is.

A letter may have been queued by an older version: what its values lack is left out.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.kernel import money, words
from unisson.notices.language import moment, reader_language

Facts = tuple[tuple[str, str], ...]


def issued_page(values: Mapping[str, Any]) -> str:
    """Where the supplier opens it."""
    return f"{settings.BASE_URL}/factures-emises/{values['invoice']}/"


def received_page(values: Mapping[str, Any]) -> str:
    """Where the recipient opens it."""
    return f"{settings.BASE_URL}/factures-recues/{values['invoice']}/"


def amount_due(values: Mapping[str, Any]) -> str:
    """1 188,00 € or €1,188.00; other currencies by their code."""
    return amount(Decimal(values["due"]), values["currency"])


def amount(value: Decimal, currency: str = "EUR") -> str:
    """An amount with its currency, as the reader writes it."""
    language = reader_language()
    shown = money.show(value, language=language)
    if currency != "EUR":
        return f"{shown}{words.NBSP}{currency}"
    return f"€{shown}" if language == "en" else f"{shown}{words.NBSP}€"


def sent_facts(values: Mapping[str, Any], *, since: str) -> Facts:
    """For its supplier. `since`: what the moment of the last step is called."""
    return _told(
        (_("Facture"), _name(values)),
        (_("Destinataire"), values.get("addressee", "")),
        (_("Service"), values.get("service", "")),
        (_("Net à payer"), amount_due(values)),
        (since, _moment(values.get("at", ""))),
    )


def received_facts(values: Mapping[str, Any]) -> Facts:
    """For its recipient."""
    return _told(
        (_("Facture"), _name(values)),
        (_("Fournisseur"), values.get("sender", "")),
        (_("Service"), values.get("service", "")),
        (_("Net à payer"), amount_due(values)),
    )


def _told(*facts: tuple[str, str]) -> Facts:
    return tuple((label, value) for label, value in facts if value)


def _name(values: Mapping[str, Any]) -> str:
    if not values.get("issued"):
        return _("n° %(number)s") % values
    day = words.show(date.fromisoformat(values["issued"]), language=reader_language())
    return _("n° %(number)s du %(day)s") % {"number": values["number"], "day": day}


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text)) if text else ""
