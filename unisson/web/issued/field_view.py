"""One field of the deposit form, ready to draw: typed text, what was read, what is wrong, what would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from unisson.directory.models import Structure
from unisson.einvoice.reading import Syntax
from unisson.invoices import drafts
from unisson.invoices.drafts import Checked
from unisson.invoices.models import Invoice
from unisson.invoices.typed import as_typed
from unisson.kernel import money
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import show_siret
from unisson.web.controls import Option
from unisson.web.language import in_words

from .fields import Shown
from .frameworks import framework_options
from .viewer import marks_of

Choices = Sequence[tuple[str, str] | Option]

DOUBTS = frozenset({"CPP-SAISIE-03", "CPP-SAISIE-05"})
"""Findings that a person answers with one press, instead of correcting a value."""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another value seen on the page: one click fills it in."""

    value: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One field, ready to draw."""

    shown: Shown
    value: str = ""
    error: str = ""
    read: str = ""
    mark: str = ""
    ask: str = ""
    answered: bool = False
    locked: bool = False
    options: Choices = ()
    alternatives: Sequence[Alternative] = ()
    repair: str = ""
    codes: Sequence[str] = ()
    """Of the rules that complain of it."""
    required: bool = False
    focus: bool = False

    @property
    def name(self) -> str:
        return self.shown.name

    @property
    def fixed(self) -> bool:
        """Shown, not typed: computed by us, or read from a structured file."""
        return self.locked or self.shown.readonly

    @property
    def optional(self) -> bool:
        return not (self.required or self.fixed)

    @property
    def attributes(self) -> dict[str, Any]:
        return {**(self.shown.attributes or {}), **({"autofocus": True} if self.focus else {})}

    @property
    def offers(self) -> bool:
        """Whether something stands under the field: a repair, other values, a search, the rules it breaks."""
        searched = self.name in ("recipient_siret", "service_code") and not self.locked
        return bool(self.repair or self.alternatives or searched or self.codes)

    @property
    def confirmation(self) -> str:
        return f"confirm_{self.name}"


class FieldViews:
    """Draws fields of one draft: typed text, what was read, what is wrong, what would mend it."""

    def __init__(self, invoice: Invoice, checked: Checked, suppliers: Sequence[Structure], *, to_first: bool) -> None:
        self._invoice = invoice
        self._draft = invoice.draft
        self._checked = checked
        self._marks = marks_of(invoice.draft)
        self._suppliers = [(str(one.pk), str(one)) for one in suppliers]
        self._first = next(iter(checked.fields), "") if to_first else ""
        needs = checked.decision.facts.needs
        self._required = {"service_code": needs.service, "commitment": needs.commitment}
        self._repairs = drafts.repairs(checked)

    def of(self, shown: Shown) -> FieldView:
        draft, findings = self._draft, self._checked.fields.get(shown.name, [])
        sight: Mapping[str, Any] = draft.get("read", {}).get(shown.name, {})
        locked = drafts.is_fixed(self._invoice, shown.name) and shown.name != "supplier"
        value = self._value(shown)
        as_read = bool(sight) and bool(value) and value == sight.get("value")
        answered = shown.name in draft.get("confirmed", ())
        blocking = [finding for finding in findings if finding.code not in DOUBTS]
        return FieldView(
            shown=shown,
            value=value,
            error=sentences(blocking),
            read=("sure" if sight["sure"] or answered or locked else "check") if as_read else "",
            mark=self._marks.get(shown.name, "") if as_read else "",
            ask=self._question(shown, sight, as_read=as_read and not locked),
            answered=answered,
            locked=locked,
            options=self._suppliers if shown.name == "supplier" else _options(shown, value),
            alternatives=_alternatives(sight, value) if not locked else (),
            repair=next((finding.code for finding in blocking if shown.name in self._repaired(finding)), ""),
            codes=list(dict.fromkeys(finding.code for finding in blocking)),
            required=shown.required or self._required.get(shown.name, False),
            focus=shown.name == self._first,
        )

    def _question(self, shown: Shown, sight: Mapping[str, Any], *, as_read: bool) -> str:
        """What a doubt asks; it stays on screen with its answer once answered."""
        if shown.name == "supplier":
            found = "" if Syntax(self._invoice.syntax).is_structured else drafts.other_seller(self._invoice)
            return (
                _("La page porte le SIRET %(found)s : déposez-vous bien pour cette structure ?")
                % {"found": show_siret(found)}
                if found
                else ""
            )
        if as_read and not sight["sure"]:
            return _("Lu « %(shown)s » : est-ce bien cette valeur ?") % {"shown": sight["shown"]}
        return ""

    def _value(self, shown: Shown) -> str:
        if shown.name == "supplier":
            return str(self._invoice.supplier_id)
        if shown.name == "gross_before_discount":
            gross = self._checked.reading.invoice.portal.gross_before_discount
            return as_typed(gross) if gross is not None else ""
        text: str = self._draft.get("typed", {}).get(shown.name, "")
        return text

    def _repaired(self, finding: Finding) -> Mapping[str, str]:
        return self._repairs.get(finding.code, {})

    def wanted(self, shown: Shown) -> bool:
        """Fields that make sense only for some kinds of invoice, VAT regimes or with a discount."""
        if not shown.only_for or shown.name in self._checked.fields:
            return True
        typed = self._draft.get("typed", {})
        discount = money.parse(typed.get("discount", "") or "0")
        present = {typed.get("kind"), typed.get("vat_regime"), "discount" if discount else ""}
        return bool(shown.only_for & present)


def _alternatives(sight: Mapping[str, Any], value: str) -> list[Alternative]:
    others = {one["value"]: one["shown"] for one in reversed(sight.get("alternatives", ()))}
    return [Alternative(value=other, shown=others[other]) for other in reversed(others) if other not in ("", value)]


def _options(shown: Shown, value: str) -> Choices:
    if shown.name == "framework":
        return framework_options(value)
    options = [(str(code), str(label)) for code, label in shown.options]
    known = {code for code, _label in options}
    return options if not shown.options or value in known else [*options, (value, value)]


def sentences(findings: Sequence[Finding]) -> str:
    """The sentences of findings, one after the other."""
    return " ".join(in_words(finding) for finding in findings)
