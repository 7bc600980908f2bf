"""The page « Saisir facture » as data: the blocks of the deposit form that it shares, its lines, its totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.einvoice.model import Invoice, Totals, VatLine
from unisson.invoices.manual.fields import MOST_LINES, UNIT, used_ranks
from unisson.invoices.manual.sums import before_discount, needs_euros
from unisson.invoices.status import VatRegime
from unisson.kernel.findings import Finding
from unisson.kernel.money import ZERO

from .draft_page import ANCHORS, RENEWED, BlockView, DraftPage, Point, block_of, done, point_of, to_fix
from .field_view import FieldViews, sentences
from .fields import Shown
from .manual_fields import BLOCKS, LABELS, LONGEST, PARTS, RATES, REQUIRED, TITLES, UNITS

FIRST_ROWS = 3
MOST_POINTS = 30
"""Of what is to be put right, listed in the panel; and lines that say their faults in full: one wrong column of two
hundred lines would fill the page."""
WITHOUT_VAT = frozenset({VatRegime.EXEMPT, VatRegime.NONE})
"""Regimes in which a line has no rate to say."""


@dataclass(frozen=True, kw_only=True)
class PartView:
    """One control of a line. `kind`: "wide", "number", "money", "rate", "unit" or ""; `longest`: None for no limit."""

    name: str
    label: str | Promise
    kind: str
    value: str
    wrong: bool
    required: bool
    longest: int | None


@dataclass(frozen=True, kw_only=True)
class LineView:
    """One line: its controls, its amount without VAT, and what is wrong with it in words. `brief`: no more than where,
    as so many lines before it say what is to be done."""

    rank: int
    parts: Sequence[PartView]
    net: Decimal | None
    error: str
    brief: bool
    used: bool
    untaxed: bool
    """Whether its rate stands for nothing: the regime has none."""


@dataclass(frozen=True, kw_only=True)
class ManualPage(DraftPage):
    """A draft typed line by line. `rows`: how many lines the page was asked to show."""

    rows: int = 0
    bare: bool = False
    """Whether the lines themselves are left out: a live check only renews what is said of them."""

    manages: bool = False
    """Whether the person may sign the mandate of the structure."""

    @property
    def unmandated(self) -> Finding | None:
        """What to say when the mandate has ended since the draft was begun."""
        return next((one for one in self.checked.findings if one.code == "CPP-SAISIE-06"), None)

    @property
    def trail(self) -> list[tuple[str, str]]:
        return [(_("Factures émises"), reverse("issued:summary")), (_("Saisir facture"), reverse("issued:type"))]

    @property
    def untouched(self) -> bool:
        """Whether nobody typed anything yet: what lacks is to be done, and no fault."""
        begun = self._ranks or self._typed.get("recipient_siret")
        return not (self.to_first or self.invoice.draft_version or begun)

    @cached_property
    def _views(self) -> FieldViews:
        checked = replace(self.checked, findings=()) if self.untouched else self.checked
        return FieldViews(self.invoice, checked, self.suppliers, habits=self.used, to_first=self.to_first)

    @cached_property
    def blocks(self) -> dict[str, BlockView]:
        found = {}
        for key, title in TITLES.items():
            fields = [self._views.place(one, wanted=self._wants(one)) for one in BLOCKS[key]]
            block = block_of(key, str(title), fields, self.checked)
            lacks = self.untouched and block.tone != "ok"
            found[key] = replace(block, state=_("À compléter"), tone="info") if lacks else block
        return found

    @property
    def ready_title(self) -> str:
        return _("À compléter") if self.untouched else super().ready_title

    @property
    def ready_tone(self) -> str:
        return "info" if self.untouched else super().ready_tone

    def _wants(self, shown: Shown) -> bool:
        """A line without VAT has a reason, whatever the regime of the others; VAT in another currency, euros."""
        name = shown.name
        if name == "vat_in_euros":
            return needs_euros(self._typed.get("currency", ""), self._value.totals.vat)
        if self._views.wanted(shown):
            return True
        rates = [self._typed.get(f"line_rate_{rank}", "").strip() for rank in self._ranks]
        return name.startswith("exemption") and self._typed.get("vat_regime") != "SANS_TVA" and "0" in rates

    @cached_property
    def _ranks(self) -> list[int]:
        return used_ranks(self._typed)

    @property
    def _value(self) -> Invoice:
        return self.checked.reading.invoice

    # The lines

    @property
    def shown_rows(self) -> int:
        last = max(self._ranks, default=0)
        return min(MOST_LINES, max(last + 1, self.rows, FIRST_ROWS))

    @property
    def may_add(self) -> bool:
        return self.shown_rows < MOST_LINES

    @property
    def rates(self) -> Sequence[str]:
        return RATES

    @property
    def units(self) -> Sequence[str]:
        return [str(word) for word in UNITS.values()]

    @property
    def usual_unit(self) -> str:
        """Of a line that says none."""
        return str(UNITS[UNIT])

    @cached_property
    def lines(self) -> list[LineView]:
        nets = dict(zip(self._ranks, self._value.lines, strict=True))
        found: list[LineView] = []
        for rank in range(1, self.shown_rows + 1):
            brief = sum(bool(line.error) for line in found) >= MOST_POINTS
            found.append(self._line(rank, nets[rank].net if rank in nets else None, brief=brief))
        return found

    def _line(self, rank: int, net: Decimal | None, *, brief: bool) -> LineView:
        found = {} if self.untouched else self.checked.fields
        errors = {part: sentences(found.get(f"line_{part}_{rank}", ())) for part in PARTS}
        brief = brief and any(errors.values())
        parts = (
            [] if self.bare else [self._part(part, rank, wrong=self.to_first and bool(errors[part])) for part in PARTS]
        )
        rate = self._typed.get(f"line_rate_{rank}", "").strip()
        return LineView(
            rank=rank,
            parts=parts,
            net=net,
            error=_("À corriger.") if brief and self.to_first else in_line(errors, brief=brief),
            brief=brief,
            used=rank in self._ranks,
            untaxed=rate not in ("", "0") and self._typed.get("vat_regime") in WITHOUT_VAT,
        )

    def _part(self, part: str, rank: int, *, wrong: bool) -> PartView:
        label, kind = PARTS[part]
        name = f"line_{part}_{rank}"
        value = self._typed.get(name, "")
        if part == "unit":
            value = str(UNITS.get(value, value))
        must = part in REQUIRED and not (part == "rate" and self._typed.get("vat_regime") in WITHOUT_VAT)
        return PartView(
            name=name,
            label=label,
            kind=kind,
            value=value,
            wrong=wrong,
            required=must,
            longest=LONGEST.get(part),
        )

    @property
    def lines_state(self) -> str:
        wrong = [line.rank for line in self.lines if line.error]
        return _("À compléter") if wrong or not self._ranks else _("Complet")

    @property
    def lines_tone(self) -> str:
        return "ok" if self.lines_state == _("Complet") else "info" if self.untouched else "bad"

    # The totals

    @property
    def totals(self) -> Totals:
        return self._value.totals

    @property
    def vat_lines(self) -> Sequence[VatLine]:
        return self._value.vat_lines

    @property
    def before(self) -> Decimal:
        return before_discount(self._value.lines)

    @property
    def discount(self) -> Decimal:
        """What the discount comes to: VAT is rounded, so that not every amount can be reached to the cent."""
        return self.before - (self._value.totals.gross or ZERO)

    @property
    def points(self) -> list[Point]:
        held, wrong = done(self.checked, totals=self.lines_tone == "ok"), to_fix(self.checked, label_of, anchor_of)
        if more := len(wrong[MOST_POINTS:]):
            words = ngettext(
                "Et %(count)s autre point, dit à sa ligne", "Et %(count)s autres points, dits à leurs lignes", more
            )
            wrong[MOST_POINTS:] = [Point(state="todo", label=words % {"count": more}, href="#b-lines")]
        wrong = [replace(one, state="off") if self.untouched else one for one in wrong]
        return [*wrong, *self._said, *held]

    @property
    def _said(self) -> list[Point]:
        """What a reader of the file will be told of an invoice that may leave."""
        remarks = self.checked.decision.remarks if self.ready else ()
        return [point_of(self.checked.field_of(one), one, label_of, anchor_of, state="doubt") for one in remarks]

    @property
    def swapped(self) -> str:
        fields = [f"champ-{view.name}" for block in self.blocks.values() for view in block.fields]
        states = [f"b-{key}-etat" for key in (*self.blocks, "lines")]
        lines = [f"ligne-{rank}-{what}" for rank in range(1, self.shown_rows + 1) for what in ("montant", "dit")]
        return ",".join(f"#{name}" for name in (*RENEWED, "totaux", *states, *lines, *fields))


def in_line(errors: Mapping[str, str], *, brief: bool) -> str:
    """What is wrong with a line, by its parts: a sentence that several have is said once. `brief`: only where."""
    said: dict[str, list[str]] = {}
    for part, (label, _kind) in PARTS.items():
        if errors[part]:
            said.setdefault(_("à corriger.") if brief else errors[part], []).append(str(label))
    return " ".join(f"{', '.join(labels)}\u00a0: {sentence}" for sentence, labels in said.items())


def label_of(field: str) -> str:
    """« Ligne 2, quantité » for a field of a line, else its label."""
    if not field.startswith("line_"):
        return str(LABELS.get(field, LABELS["file"]))
    _line, part, rank = field.split("_")
    label = str(PARTS[part][0])
    return _("Ligne %(rank)s, %(part)s") % {"rank": rank, "part": label[:1].lower() + label[1:]}


def anchor_of(field: str) -> str:
    return ANCHORS.get(field, field)
