"""The pages beside the form, with a frame around each value that was read on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.invoices.drafting import drafts
from unisson.invoices.drafting.sights import Sight, candidates, sight_of
from unisson.invoices.models import Invoice

from .fields import LABELS

A4 = (595.0, 842.0)
"""Points. What an XML file is shown on: the readable view that we make of it."""
MOST_CANDIDATES = 4
"""Of an empty field: more would hide the page."""
_LETTERS = 26


@dataclass(frozen=True, kw_only=True)
class Box:
    """A frame on the page image, in points. `pattern`: "sure" is solid, "check" dashed, "maybe" dotted."""

    key: str
    href: str
    label: str
    letter: str
    pattern: str
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


def marks_of(invoice: Invoice) -> dict[str, str]:
    """A letter for each field that was seen on the page or taken from it, in the order of the form."""
    seen = [name for name in ("supplier", *LABELS) if sight_of(invoice, name) or proposed(invoice, name)]
    return lettered(dict.fromkeys(seen))


def lettered(names: Iterable[str]) -> dict[str, str]:
    """A, B, C… for the names, as far as the letters go."""
    return {name: chr(ord("A") + rank) for rank, name in enumerate(names) if rank < _LETTERS}


def proposed(invoice: Invoice, name: str) -> list[Sight]:
    """What an empty field may be filled with, as far as it is framed on the pages."""
    if invoice.draft.get("typed", {}).get(name) or name == "supplier" or drafts.is_fixed(invoice, name):
        return []
    return candidates(invoice, name)[:MOST_CANDIDATES]


def sheets_of(invoice: Invoice, boxes: Mapping[int, Sequence[Box]]) -> list[Sheet]:
    """The pages of a draft, each with its frames."""
    sizes = invoice.draft.get("sheets") or [A4]
    return [
        Sheet(
            url=reverse("documents:page", args=[invoice.pk, number]),
            width=round(width),
            height=round(height),
            alt=_("Page %(number)s de %(name)s") % {"number": number, "name": invoice.file_name},
            boxes=boxes.get(number, ()),
        )
        for number, (width, height) in enumerate(sizes, start=1)
    ]


def frames(invoice: Invoice, marks: Mapping[str, str]) -> dict[int, list[Box]]:
    """The frames by page: around what each field holds, or around each value that an empty one may take."""
    found: dict[int, list[Box]] = {}
    for name, letter in marks.items():
        for page, box in _frames(invoice, name, letter):
            found.setdefault(page, []).append(box)
    return found


def around(sight: Sight, *, key: str, href: str, label: str, letter: str, pattern: str) -> Box:
    """A frame a little larger than what it holds."""
    left, top, right, bottom = sight["box"]
    return Box(
        key=key,
        href=href,
        label=label,
        letter=letter,
        pattern=pattern,
        x=left - 2,
        y=top - 2,
        width=right - left + 4,
        height=bottom - top + 4,
    )


def _frames(invoice: Invoice, name: str, letter: str) -> Iterator[tuple[int, Box]]:
    title = str(LABELS.get(name, LABELS["supplier"]))
    sight = sight_of(invoice, name)
    if sight:
        sure = sight["sure"] or name in invoice.draft.get("confirmed", ()) or drafts.is_fixed(invoice, name)
        about = {"letter": letter, "label": title, "shown": sight["shown"]}
        text = _("%(letter)s, %(label)s : %(shown)s") if sure else _("%(letter)s, %(label)s : %(shown)s, à vérifier")
        pattern = "sure" if sure else "check"
        yield (
            sight["page"],
            around(sight, key=name, href=f"#{name}", label=text % about, letter=letter, pattern=pattern),
        )
        return
    for rank, other in enumerate(proposed(invoice, name), start=1):
        about = {"letter": f"{letter}{rank}", "label": title, "shown": other["shown"]}
        text = _("%(letter)s, %(label)s, peut-être : %(shown)s") % about
        href = f"#offre-{name}-{rank}"
        yield other["page"], around(other, key=name, href=href, label=text, letter=f"{letter}{rank}", pattern="maybe")
