"""« Choisir sur la page »: a click on the page, or a value chosen from the list of those that it prints."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.invoices.drafting import picking
from unisson.invoices.drafting.picking import Kind, Pick, Point
from unisson.invoices.models import Invoice
from unisson.kernel import clock
from unisson.kernel.refusal import NotFound
from unisson.web.rights import actor

from .fields import LABELS
from .viewer import Box, Sheet, around, sheets_of

_NOTHING: Mapping[Kind, str | Promise] = {
    Kind.DAY: gettext_lazy("Pas de date à cet endroit de la page."),
    Kind.AMOUNT: gettext_lazy("Pas de montant à cet endroit de la page."),
    Kind.REFERENCE: gettext_lazy("Pas de numéro à cet endroit de la page."),
    Kind.SIRET: gettext_lazy("Pas de SIRET (14 chiffres) à cet endroit de la page."),
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of the list, with the number of its frame; `at`: what choosing it posts."""

    number: int
    pick: Pick
    at: str


@dataclass(frozen=True, kw_only=True)
class TakePage:
    """The pages of a draft and what they print in the shape of one field."""

    invoice: Invoice
    name: str
    label: str
    fields: Sequence[tuple[str, str]]
    choices: Sequence[Choice]
    sheets: Sequence[Sheet]


def take_pointed(request: HttpRequest, invoice: Invoice) -> str:
    """Take what the request points at; what became of it, in words. NotFound for what no page of ours asks."""
    name = request.POST.get("take", "")
    if name not in picking.pickable(invoice):
        raise NotFound
    pick = picking.take(actor(request), invoice, name, _point(request.POST.get("at", "")), at=clock.now())
    if pick is None:
        return str(_NOTHING.get(picking.KINDS[name], _("Rien à prendre à cet endroit de la page.")))
    about = {"label": LABELS[name], "shown": pick.shown}
    return _("%(label)s : « %(shown)s », pris sur la page.") % about


def take_page(invoice: Invoice, asked: str) -> TakePage:
    """The page for the field `asked`, or for the first that can be taken."""
    fields = [(name, str(LABELS[name])) for name in LABELS if name in picking.pickable(invoice)]
    name = asked if asked in dict(fields) else next((name for name, _label in fields), "")
    picks = picking.offered(invoice, name) if name else ()
    choices = [Choice(number=rank, pick=pick, at=_middle(pick)) for rank, pick in enumerate(picks, start=1)]
    boxes: dict[int, list[Box]] = {}
    for choice in choices:
        boxes.setdefault(choice.pick.page, []).append(_box(choice))
    return TakePage(
        invoice=invoice,
        name=name,
        label=str(LABELS[name]) if name else "",
        fields=fields,
        choices=choices,
        sheets=sheets_of(invoice, boxes),
    )


def _box(choice: Choice) -> Box:
    pick, number = choice.pick, str(choice.number)
    text = _("%(number)s : %(shown)s") % {"number": number, "shown": pick.shown}
    sight = {"box": pick.box}
    return around(sight, key="choix", href=f"#valeur-{number}", label=text, letter=number, pattern="maybe")


def _middle(pick: Pick) -> str:
    left, top, right, bottom = pick.box
    return f"{pick.page} {(left + right) / 2:.1f} {(top + bottom) / 2:.1f}"


def _point(text: str) -> Point:
    """« page x y », in points."""
    try:
        page, x, y = (float(part) for part in text[:60].split())
    except ValueError:
        raise NotFound from None
    if not all(map(math.isfinite, (page, x, y))):
        raise NotFound
    return Point(page=int(page), x=x, y=y)
