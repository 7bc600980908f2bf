"""One field of the deposit form, ready to draw: typed text, what was read, what is wrong, what would mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.directory.models import Structure
from unisson.einvoice.reading import Syntax
from unisson.invoices.drafting import doubts, drafts
from unisson.invoices.drafting.awaiting import sender_of
from unisson.invoices.drafting.drafts import Checked
from unisson.invoices.drafting.habits import Habits
from unisson.invoices.drafting.sights import Sight, candidates, sight_of
from unisson.invoices.drafting.typed import as_typed
from unisson.invoices.models import Invoice
from unisson.kernel import money
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import show_siret
from unisson.kernel.ports import Known
from unisson.web.controls import Option
from unisson.web.language import in_words

from .fields import FIELDS, LABELS, Shown
from .frameworks import framework_options
from .viewer import MOST_CANDIDATES, marks_of, proposed

Choices = Sequence[tuple[str, str] | Option]

DOUBTS = frozenset({"CPP-SAISIE-03", "CPP-SAISIE-05"})
"""Findings that a person answers with one press, instead of correcting a value."""


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """Another value seen on the page: one click fills it in. `mark`: of its frame, where the field is empty."""

    value: str
    shown: str
    mark: str = ""
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """One field, ready to draw."""

    shown: Shown
    absent: bool = False
    """Makes no sense now: only its place is drawn, so that a live check can put it there."""
    value: str = ""
    hint: str = ""
    error: str = ""
    read: str = ""
    mark: str = ""
    ask: str = ""
    answered: bool = False
    locked: bool = False
    options: Choices = ()
    alternatives: Sequence[Alternative] = ()
    habits: Sequence[tuple[str, str]] = ()
    """What was filled in last time: value and words; one click fills it in."""
    repair: str = ""
    codes: Sequence[str] = ()
    """Of the rules that complain of it."""
    required: bool = False
    focus: bool = False
    doubt: bool = False
    """Waits for a person's look: a doubtful value, or several to choose from."""
    onward: tuple[str, str] = ("", "")
    """Anchor and words of the next field that waits for one; of the panel after the last."""

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
        return bool(self.repair or self.alternatives or self.habits or searched or self.codes or self.onward[0])

    @property
    def confirmation(self) -> str:
        return f"confirm_{self.name}"


COMMITMENTS: Mapping[Known, str | Promise] = {
    Known.YES: gettext_lazy("%(name)s connaît ce numéro."),
    Known.UNKNOWN: gettext_lazy("Numéro non vérifié\u00a0: le portail ne connaît pas les engagements de %(name)s."),
}
"""What the recipient's register of commitments answers; that it knows none such is a fault of the field."""


class FieldViews:
    """Draws fields of one draft: typed text, what was read, what is wrong, what would mend it."""

    def __init__(
        self,
        invoice: Invoice,
        checked: Checked,
        suppliers: Sequence[Structure],
        *,
        habits: Habits | None = None,
        to_first: bool,
    ) -> None:
        self._invoice = invoice
        self._draft = invoice.draft
        self._checked = checked
        self._marks = marks_of(invoice)
        self._suppliers = [(str(one.pk), str(one)) for one in suppliers]
        self._habits = habits or Habits()
        self._first = next(iter(checked.fields), "") if to_first else ""
        needs = checked.decision.facts.needs
        self._required = {"service_code": needs.service, "commitment": needs.commitment}
        self._repairs = drafts.repairs(checked)
        every = [shown for block in FIELDS.values() for shown in block if self.wanted(shown)]
        self.doubtful = [shown.name for shown in every if self._waits(shown.name)]
        """The fields that wait for a look, in the order of the form."""

    def of(self, shown: Shown) -> FieldView:
        name, sight = shown.name, sight_of(self._invoice, shown.name)
        locked = drafts.is_fixed(self._invoice, name) and name != "supplier"
        answered = name in self._draft.get("confirmed", ())
        findings = self._checked.fields.get(name, [])
        blocking = [finding for finding in findings if finding.code not in DOUBTS]
        doubt = name in self.doubtful
        return FieldView(
            shown=shown,
            value=self._value(shown),
            hint=self._hint(shown),
            error=sentences(blocking),
            read=self._how(name, sight, settled=answered or locked, wrong=bool(blocking)),
            mark=self._marks.get(name, ""),
            ask="" if locked else self._question(shown, sight),
            answered=answered,
            locked=locked,
            options=self._suppliers if name == "supplier" else _options(shown, self._value(shown)),
            alternatives=() if locked else self._alternatives(name),
            habits=() if locked or self._value(shown) else self._used_before(name),
            repair="" if locked else next((one.code for one in blocking if name in self._repaired(one)), ""),
            codes=list(dict.fromkeys(finding.code for finding in blocking)),
            required=shown.required or self._required.get(name, False),
            focus=name == self._first,
            doubt=doubt,
            onward=self._onward(name) if doubt else ("", ""),
        )

    def place(self, shown: Shown, *, wanted: bool) -> FieldView:
        """A field, or only its place while it makes no sense."""
        return self.of(shown) if wanted else FieldView(shown=shown, absent=True)

    def _hint(self, shown: Shown) -> str:
        """Of a commitment number that was typed, what its recipient's register answered."""
        facts = self._checked.decision.facts
        told = COMMITMENTS.get(facts.commitment) if facts.commitment and shown.name == "commitment" else None
        return str(told) % {"name": facts.recipient.called} if told and facts.recipient else str(shown.hint)

    def _waits(self, name: str) -> bool:
        return name in self._checked.doubts or bool(proposed(self._invoice, name))

    def _how(self, name: str, sight: Sight | None, *, settled: bool, wrong: bool) -> str:
        """Of `read` of the field component: how the page gave what the field holds. What is `wrong` is not « sûr »."""
        if sight is None:
            return "choose" if proposed(self._invoice, name) else ""
        if sight.get("taken"):
            return "taken"
        sure = sight["sure"] or settled
        return "" if sure and wrong else "sure" if sure else "check"

    def _alternatives(self, name: str) -> list[Alternative]:
        if name == "supplier":
            return []
        empty, letter = bool(proposed(self._invoice, name)), self._marks.get(name, "")
        return [
            Alternative(
                value=other["value"],
                shown=other["shown"],
                mark=f"{letter}{rank}" if empty else "",
                id=f"offre-{name}-{rank}",
            )
            for rank, other in enumerate(candidates(self._invoice, name)[:MOST_CANDIDATES], start=1)
        ]

    def _used_before(self, name: str) -> list[tuple[str, str]]:
        used = {
            "recipient_siret": [(one.identifier, one.called) for one in self._habits.recipients],
            "service_code": list(self._habits.services),
            "commitment": [(number, number) for number in self._habits.commitments],
        }
        seen = {other.value for other in self._alternatives(name)}
        return [(value, words) for value, words in used.get(name, []) if value not in seen]

    def _onward(self, name: str) -> tuple[str, str]:
        after = self.doubtful[self.doubtful.index(name) + 1 :]
        if not after:
            return "#pret", _("Plus rien à vérifier : voir l’état de la facture")
        return f"#{after[0]}", _("À vérifier ensuite : %(label)s") % {"label": LABELS[after[0]]}

    def _question(self, shown: Shown, sight: Sight | None) -> str:
        """What a doubt asks; it stays on screen with its answer once answered."""
        if shown.name == "supplier":
            found = "" if Syntax(self._invoice.syntax).is_structured else doubts.other_seller(self._invoice)
            return (
                _("La page porte le SIRET %(found)s : déposez-vous bien pour cette structure ?")
                % {"found": show_siret(found)}
                if found
                else ""
            )
        if sight is None or sight["sure"]:
            return ""
        if "learned" not in sight:
            return _("Lu « %(shown)s » : est-ce bien cette valeur ?") % {"shown": sight["shown"]}
        side, anchor = sight["learned"]
        about = {"shown": sight["shown"], "anchor": anchor}
        if side == "below":
            return (
                _("Lu « %(shown)s » sous « %(anchor)s », comme la dernière fois : est-ce bien cette valeur ?") % about
            )
        return (
            _("Lu « %(shown)s » à droite de « %(anchor)s », comme la dernière fois : est-ce bien cette valeur ?")
            % about
        )

    def _value(self, shown: Shown) -> str:
        if shown.name == "supplier":
            return str(sender_of(self._invoice).pk)
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


def _options(shown: Shown, value: str) -> Choices:
    if shown.name == "framework":
        return framework_options(value)
    options = [(str(code), str(label)) for code, label in shown.options]
    known = {code for code, _label in options}
    return options if not shown.options or value in known else [*options, (value, value)]


def sentences(findings: Sequence[Finding]) -> str:
    """The sentences of findings, one after the other."""
    return " ".join(in_words(finding) for finding in findings)


def offered(choices: Sequence[tuple[str, str]], named: tuple[str, str] | None, gone: str) -> Choices:
    """`choices`, and what is `named` but no longer among them: shown, not to be chosen."""
    options = [Option(value=value, label=label) for value, label in choices]
    if named and named[0] not in dict(choices):
        options.append(Option(value=named[0], label=f"{named[1]} ({gone})", disabled=True))
    return options
