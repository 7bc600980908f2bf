"""Filters and tags of every template: amounts, dates, sizes and sentences in the reader's language.

Loaded as a builtin: a template never writes `{% load %}` for them.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.urls import reverse
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from unisson.invoices import motives
from unisson.kernel import identifiers, words
from unisson.kernel import money as amounts
from unisson.kernel.clock import PARIS, legal_day
from unisson.kernel.sizes import Octets
from unisson.notices import language
from unisson.notices.language import days_left, long_day, reader_language
from unisson.rules.catalogue import find

from . import charts
from .controls import Control, control_of
from .counted import grouped
from .designations import designation, whereabouts
from .language import in_words
from .statuses import StatusLook, look

register = template.Library()
register.filter(designation)
register.filter(whereabouts)

NBSP = words.NBSP
NOTHING = words.NOTHING


@register.filter
def money(amount: Decimal | int | None) -> str:
    """3 500,00 (narrow no-break space) or 3,500.00; a dash when there is no amount."""
    return NOTHING if amount is None or amount == "" else amounts.show(Decimal(amount), language=reader_language())


@register.filter
def signed(amount: Decimal, kind: str) -> Decimal:
    """An amount of a credit note with its minus, whichever sign its file writes: it is given back."""
    return -abs(amount) if kind == "AVOIR" else amount


@register.filter
def exact(number: Decimal | None) -> str:
    """A quantity or a rate with the decimals it has: 0,125."""
    return NOTHING if number is None else formats.localize(Decimal(f"{number.normalize():f}"))


@register.filter
def price(amount: Decimal | None) -> str:
    """A price at two decimals, or with all it has: 45,00 and 0,125."""
    return money(amount) if amount is None or amount == amounts.cents(amount) else exact(amount)


@register.filter
def euros(amount: Decimal | int | None) -> str:
    """3 500,00 € or €3,500.00; a dash when there is no amount."""
    shown = money(amount)
    if shown == NOTHING:
        return shown
    return f"€{shown}" if reader_language() == "en" else f"{shown}{NBSP}€"


@register.filter
def siret(number: str) -> str:
    """213 002 025 00012."""
    return identifiers.show_siret(number)


@register.filter
def short_day(moment: date | None) -> str:
    """20/11/2026, as tables write it; 2026-11-20 in English."""
    return words.show(None if moment is None else _in_france(moment), language=reader_language())


@register.filter
def day(moment: date | None) -> str:
    """20 novembre 2026, « 1er » for the first of a month; 20 November 2026 in English."""
    return NOTHING if moment is None else long_day(_in_france(moment))


@register.filter
def clock(moment: datetime) -> str:
    """14 h 14, or 14:14 in English."""
    return words.show(moment.astimezone(PARIS).time(), language=reader_language())


@register.filter
def daytime(moment: datetime | None) -> str:
    """20 novembre 2026 à 14 h 14, or 20 November 2026 at 14:14."""
    return NOTHING if moment is None else language.moment(moment)


@register.filter
def short_daytime(moment: datetime | None) -> str:
    """20/11/2026 14:14, as the histories write it."""
    return NOTHING if moment is None else f"{short_day(moment)} {moment.astimezone(PARIS):%H:%M}"


@register.filter
def days(number: int) -> str:
    """1 jour, 20 jours."""
    return ngettext("%(number)d jour", "%(number)d jours", number) % {"number": number}


register.filter("days_left", days_left)


@register.filter
def filesize(octets: int) -> str:
    """43 Ko, 1,2 Mo, 512 octets; the English units in English."""
    return words.show(Octets(octets), language=reader_language())


register.filter(grouped)
register.filter("sentence", in_words)
register.filter("motive", motives.label)


@register.filter
def explained(code: str, invoice: int | str = "") -> str:
    """Where a code is explained: the page of a rule, the line of the list for any other.

    `invoice`: the key of the one in which it was found, so that the page of the rule speaks of it too.
    """
    if find(code) is not None:
        return reverse("rule", args=[code]) + (f"?facture={invoice}" if invoice else "")
    return f"{reverse('rules')}?jeu=portail#{code}"


@register.filter
def status(code: str) -> StatusLook:
    """Label, tone, icon and weight of a status: `{{ invoice.status|status }}` writes the label."""
    return look(code)


@register.filter
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """The attributes that a page hands on to an element, escaped; false, empty and missing ones are left out.

    Cotton's own `{{ attrs }}` does not escape values: components always write `{{ attrs|attributes }}`.
    """
    handed = attrs.attrs_dict() if hasattr(attrs, "attrs_dict") else attrs
    return flatatt({name: value for name, value in handed.items() if value not in (False, None, "")})


@register.simple_tag(takes_context=True)
def control(context: Context) -> Control:
    """What the field component around this tag was asked to draw: see `controls`."""
    attrs = context["attrs"]
    return control_of(attrs.dict, handed=attrs.attrs_dict())


@register.simple_tag
def clock_bar(legal: int | str, past: int | str) -> charts.ClockBar:
    """The geometry of the payment clock: days as numbers, or as the texts that an attribute carries."""
    return charts.clock_bar(legal=int(legal), past=int(past))


@register.simple_tag
def urgency(left: int | str, legal: int | str, stopped: str = "") -> charts.Urgency:
    """Tone, icon, words and gauge for the days left."""
    return charts.urgency(left=int(left), legal=int(legal), stopped=stopped)


@register.filter
def plain(number: float | str) -> str:
    """A number as SVG and data attributes need it: a point, no spaces, whatever the language."""
    return f"{Decimal(str(number)).normalize():f}"


def _in_france(moment: date) -> date:
    return legal_day(moment) if isinstance(moment, datetime) else moment
