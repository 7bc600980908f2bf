"""The language of the reader, for e-mails and pages: the one place that turns Django's into ours, and its dates."""

from datetime import date, datetime

from django.utils import formats
from django.utils.translation import get_language, gettext, ngettext

from unisson.kernel import words
from unisson.kernel.clock import PARIS


def reader_language() -> str:
    """ "fr" or "en": the language now active."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def long_day(day: date) -> str:
    """20 novembre 2026, « 1er » for the first of a month; 20 November 2026 in English."""
    number = "1er" if day.day == 1 and reader_language() == "fr" else str(day.day)
    return f"{number}{words.NBSP}{formats.date_format(day, 'F')} {day.year}"


def moment(at: datetime) -> str:
    """20 novembre 2026 à 14 h 14 by the clocks of France, or 20 November 2026 at 14:14."""
    local = at.astimezone(PARIS)
    time = words.show(local.time(), language=reader_language())
    return gettext("%(day)s à %(time)s") % {"day": long_day(local.date()), "time": time}


def days_left(number: int) -> str:
    """20 jours restants, dernier jour, 2 jours de retard."""
    if number == 0:
        return gettext("dernier jour")
    if number < 0:
        return ngettext("%(number)d jour de retard", "%(number)d jours de retard", -number) % {"number": -number}
    return ngettext("%(number)d jour restant", "%(number)d jours restants", number) % {"number": number}
