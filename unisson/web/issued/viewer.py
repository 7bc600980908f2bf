"""The pages beside the form, with a frame around each value that was read on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.invoices.models import Invoice

from .fields import LABELS

A4 = (595.0, 842.0)
"""Points. What an XML file is shown on: the readable view that we make of it."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A frame on the page image, in points."""

    key: str
    href: str
    label: str
    letter: str
    check: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One page beside the form."""

    url: str
    width: int
    height: int
    alt: str
    boxes: Sequence[Box]


def marks_of(draft: Mapping[str, Any]) -> dict[str, str]:
    """A letter for each value seen on the page, in the order of the form."""
    names = [name for name in ("supplier", *LABELS) if draft.get("read", {}).get(name, {}).get("value")]
    return {name: chr(ord("A") + rank) for rank, name in enumerate(names[:26])}


def sheets_of(invoice: Invoice, marks: Mapping[str, str]) -> list[Sheet]:
    sizes = invoice.draft.get("sheets") or [A4]
    return [
        Sheet(
            url=reverse("documents:page", args=[invoice.pk, number]),
            width=round(width),
            height=round(height),
            alt=_("Page %(number)s de %(name)s") % {"number": number, "name": invoice.file_name},
            boxes=_boxes(invoice, number, marks),
        )
        for number, (width, height) in enumerate(sizes, start=1)
    ]


def _boxes(invoice: Invoice, number: int, marks: Mapping[str, str]) -> list[Box]:
    read: Mapping[str, Mapping[str, Any]] = invoice.draft.get("read", {})
    return [_frame(name, letter, read[name]) for name, letter in marks.items() if read[name]["page"] == number]


def _frame(name: str, letter: str, sight: Mapping[str, Any]) -> Box:
    left, top, right, bottom = sight["box"]
    label = str(LABELS.get(name, LABELS["supplier_service"]))
    about = {"letter": letter, "label": label, "shown": sight["shown"]}
    text = (
        _("%(letter)s, %(label)s : %(shown)s") if sight["sure"] else _("%(letter)s, %(label)s : %(shown)s, à vérifier")
    )
    return Box(
        key=name,
        href=f"#{name}",
        label=text % about,
        letter=letter,
        check=not sight["sure"],
        x=left - 2,
        y=top - 2,
        width=right - left + 4,
        height=bottom - top + 4,
    )
