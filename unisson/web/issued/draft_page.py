"""The page « Déposer facture en cours » as data: its blocks, the readiness panel, and what stands around them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.directory.models import Structure
from unisson.einvoice.reading import Syntax
from unisson.invoices.admission import Facts
from unisson.invoices.drafting import drafts, habits, picking
from unisson.invoices.drafting.typed import VAT_ROWS
from unisson.invoices.models import Invoice
from unisson.invoices.senders import Senders
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import STATE_SIRET
from unisson.web.language import in_words
from unisson.web.needs import needs_in_words
from unisson.web.signature import signature_in_words

from .documents import Documents
from .field_view import DOUBTS, Choices, FieldView, FieldViews, offered, sentences
from .fields import BLOCK_TITLES, FIELD_NAMES, FIELDS, LABELS
from .scan_view import ScanView, scan_view
from .viewer import Sheet, frames, marks_of, sheets_of

_ANYWHERE = frozenset({"kind", "currency", "vat_regime"})
"""What one word or sign of a page tells: of an invoice that says no more, nothing was read."""
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}


RENEWED = ("refus", "panneau", "vers-envoi", "etat", "destinataire", "champ-service_name", "version-du-brouillon")
"""What a live check renews of every form, beside its own blocks and fields."""


@dataclass(frozen=True, kw_only=True)
class BlockView:
    """One block of the form with its state in words."""

    key: str
    title: str
    fields: Sequence[FieldView]
    state: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Point:
    """One line of the readiness panel."""

    state: str
    label: str
    href: str = ""
    detail: str = ""
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """A draft and its judgement, as the template asks for them.

    `suppliers`: structures the person may deposit for; `senders`: what they may send for at this one; `version` and
    `tab`: what the page posts back (see `drafts.Typed`); `to_first`: the first field to correct takes the focus.
    """

    invoice: Invoice
    checked: drafts.Checked
    suppliers: Sequence[Structure]
    senders: Senders
    documents: Documents
    version: int
    tab: str
    used: habits.Habits
    to_first: bool = False
    taken: str = ""
    """What was just taken from the page, in words."""

    @property
    def turn(self) -> int:
        """Where the page goes on counting what it posts."""
        turn: int = self.invoice.draft.get("turn", 0) if self.invoice.draft.get("tab") == self.tab else 0
        return turn

    @property
    def facts(self) -> Facts:
        """What the directory knows of the recipient: `recipient`, `service`, `needs`."""
        return self.checked.decision.facts

    @property
    def trail(self) -> list[tuple[str, str]]:
        lists = (_("Factures émises"), reverse("issued:summary"))
        home = (_("Accueil connecté"), reverse("home"))
        return [home if self.invoice.awaits else lists, (_("Dépôt factures"), reverse("issued:deposit"))]

    # The form

    @cached_property
    def _views(self) -> FieldViews:
        return FieldViews(self.invoice, self.checked, self.suppliers, habits=self.used, to_first=self.to_first)

    @cached_property
    def blocks(self) -> dict[str, BlockView]:
        return {key: _block(key, self._views, self.checked) for key in BLOCK_TITLES}

    @property
    def comment(self) -> FieldView:
        return self._views.of(FIELDS["comment"][0])

    @property
    def structured(self) -> bool:
        return Syntax(self.invoice.syntax).is_structured

    @property
    def services(self) -> Choices:
        """The supplier's own services that the person may send for; a closed one that the draft names stays, shown."""
        none = [("", _("Aucun"))] if self.senders.whole else []
        found = [(service.code, str(service)) for service in self.senders.services]
        named = self.invoice.supplier_service
        return offered([*none, *found], (named.code, str(named)) if named else None, _("fermé"))

    @property
    def supplier_service(self) -> str:
        return self.invoice.supplier_service.code if self.invoice.supplier_service else ""

    @property
    def accounts(self) -> Choices:
        """The accounts in use; a withdrawn one that the draft names stays, shown."""
        found = self.invoice.supplier.accounts.filter(active=True)
        named = self.invoice.account
        in_use = [("", _("Aucune")), *((str(account.pk), account.label) for account in found)]
        return offered(in_use, (str(named.pk), named.label) if named else None, _("retiré"))

    @property
    def account_error(self) -> str:
        return sentences(self.checked.fields.get("account", ()))

    @property
    def service_error(self) -> str:
        return sentences(self.checked.fields.get("supplier_service", ()))

    @property
    def account(self) -> str:
        return str(self.invoice.account_id or "")

    @property
    def needs(self) -> Sequence[tuple[str, bool]]:
        return needs_in_words(self.facts.needs) if self.facts.recipient else ()

    @property
    def is_state(self) -> bool:
        return bool(self.facts.recipient and self.facts.recipient.identifier == STATE_SIRET)

    @property
    def recipient_locked(self) -> bool:
        return "recipient_siret" in self.invoice.draft.get("locked", {})

    @property
    def no_service(self) -> str:
        return _("Aucun")

    @property
    def scan(self) -> ScanView | None:
        """How far the reading of its scanned pages is."""
        return scan_view(self.invoice)

    @property
    def swapped(self) -> str:
        """The ids that a live check renews: the panel, the states of the blocks, and every field but the one in use."""
        fields = [f"champ-{view.name}" for block in self.blocks.values() for view in block.fields]
        states = [f"b-{key}-etat" for key in self.blocks]
        sheets = [f"cadres-{number}" for number, _sheet in enumerate(self.sheets, start=1)]
        looked_at = ("prise", "a-verifier", *sheets)
        return ",".join(f"#{name}" for name in (*RENEWED, *looked_at, *states, *fields))

    # The folded blocks

    @property
    def vat_rows(self) -> list[dict[str, str]]:
        return _vat_rows(self._typed)

    @property
    def vat_error(self) -> str:
        return sentences(self.checked.fields.get("vat", ()))

    @property
    def vat_meta(self) -> str:
        rates = [row["rate"] for row in self.vat_rows if row["rate"]]
        return ", ".join(f"{rate}\u00a0%" for rate in rates) or _("aucun taux")

    # The pages beside the form

    @cached_property
    def sheets(self) -> list[Sheet]:
        return sheets_of(self.invoice, frames(self.invoice, marks_of(self.invoice)))

    @cached_property
    def pickable(self) -> list[tuple[str, str]]:
        """The fields of the form that can be taken from the page."""
        shown = {view.name for block in self.blocks.values() for view in block.fields if not view.absent}
        names = shown.intersection(picking.pickable(self.invoice))
        return [(name, str(label)) for name, label in LABELS.items() if name in names]

    @property
    def to_take(self) -> str:
        """The field that a value of the page is for, until another one is chosen: the first that lacks something."""
        names = [name for name, _label in self.pickable]
        lacking = (*self._views.doubtful, *self.checked.fields)
        return next((name for name in lacking if name in names), names[0] if names else "")

    @property
    def doubtful(self) -> list[str]:
        """The fields that wait for a look, in the order of the form."""
        return self._views.doubtful

    @property
    def alone(self) -> str:
        return reverse("documents:view", args=[self.invoice.pk])

    @property
    def unread(self) -> bool:
        said = set(self.invoice.draft.get("read", {})) - _ANYWHERE
        return self.invoice.syntax == Syntax.PDF and not said

    @property
    def stale(self) -> bool:
        """Whether the draft was saved elsewhere since this page was made."""
        return self.version != self.invoice.draft_version

    @property
    def currency_sign(self) -> str:
        """What stands behind the amounts."""
        code = self.checked.reading.invoice.currency or "EUR"
        return _SIGNS.get(code, code)

    @property
    def signature(self) -> str:
        return signature_in_words(self.invoice.signature)

    @property
    def signature_tone(self) -> str:
        """A signature that no longer covers its file must be read."""
        return "info" if self.invoice.signature.get("intact") else "warn"

    @property
    def remarks(self) -> list[tuple[str, Finding]]:
        """What was said when the file came in, each under the field it is about, if it is about one."""
        found = drafts.remarks(self.invoice)
        return [(str(LABELS[one.where]) if one.where in FIELD_NAMES else "", one) for one in found]

    # The readiness panel

    @property
    def ready(self) -> bool:
        return self.checked.ready

    @property
    def ready_title(self) -> str:
        return _what_is_left(self.checked.findings)

    @property
    def ready_tone(self) -> str:
        return _tone(self.checked.findings)

    @property
    def points(self) -> list[Point]:
        return [*to_fix(self.checked, _label, _anchor), *done(self.checked)]

    @property
    def net_to_pay(self) -> Decimal | None:
        return self.checked.reading.invoice.totals.due

    @property
    def currency(self) -> str:
        return self._typed.get("currency") or "EUR"

    @property
    def saved_at(self) -> datetime:
        return datetime.fromisoformat(self.invoice.draft["saved_at"])

    @property
    def _typed(self) -> Mapping[str, str]:
        typed: Mapping[str, str] = self.invoice.draft.get("typed", {})
        return typed


def _block(key: str, views: FieldViews, checked: drafts.Checked) -> BlockView:
    fields = [views.place(shown, wanted=views.wanted(shown)) for shown in FIELDS.get(key, ())]
    return block_of(key, str(BLOCK_TITLES[key]), fields, checked)


def block_of(key: str, title: str, fields: Sequence[FieldView], checked: drafts.Checked) -> BlockView:
    """A block with its state: that of its fields, and of those that a page draws by itself."""
    names = {view.name for view in fields} | ({"supplier_service", "account"} if key == "supplier" else set())
    wrong = [finding for name, found in checked.fields.items() if name in names for finding in found]
    complete = _("Calculs justes") if key == "totals" else _("Complet")
    state = _what_is_left(wrong) if wrong else complete
    return BlockView(key=key, title=title, fields=fields, state=state, tone=_tone(wrong))


def _what_is_left(findings: Sequence[Finding]) -> str:
    """« 3 points à corriger, 1 valeur à vérifier »."""
    doubts = sum(finding.code in DOUBTS for finding in findings)
    faults = len(findings) - doubts
    told = []
    if faults:
        told.append(ngettext("%(count)s point à corriger", "%(count)s points à corriger", faults) % {"count": faults})
    if doubts:
        told.append(ngettext("%(count)s valeur à vérifier", "%(count)s valeurs à vérifier", doubts) % {"count": doubts})
    return ", ".join(told) or _("Prêt à envoyer")


def _tone(findings: Sequence[Finding]) -> str:
    if not findings:
        return "ok"
    return "warn" if all(finding.code in DOUBTS for finding in findings) else "bad"


def to_fix(checked: drafts.Checked, label: Callable[[str], str], anchor: Callable[[str], str]) -> list[Point]:
    """What is wrong, field by field, with the words and the place of each."""
    return [
        point_of(field, finding, label, anchor, state="doubt" if finding.code in DOUBTS else "todo")
        for field, findings in checked.fields.items()
        for finding in findings
    ]


def point_of(
    field: str, finding: Finding, label: Callable[[str], str], anchor: Callable[[str], str], *, state: str
) -> Point:
    """A finding with the words and the place of its field."""
    return Point(state=state, label=label(field), href=f"#{anchor(field)}", detail=in_words(finding), code=finding.code)


def _label(field: str) -> str:
    return str(LABELS.get(field, LABELS["file"]))


def _anchor(field: str) -> str:
    return ANCHORS.get(field, field)


ANCHORS = {"vat": "detail-tva", "file": "contenu", "attachments": "pieces-jointes"}
"""Anchors of what is not a single field."""


def done(checked: drafts.Checked, *, totals: bool = True) -> list[Point]:
    """What holds already. `totals`: whether they are all there."""
    value, facts, wrong = checked.reading.invoice, checked.decision.facts, checked.fields
    held = {
        _("Destinataire public et actif"): facts.recipient is not None and "recipient_siret" not in wrong,
        _("Numéro %(number)s libre en %(year)s")
        % {"number": value.number, "year": value.issue_date.year if value.issue_date else ""}: bool(
            value.number and value.issue_date
        )
        and not {"number", "issue_date"} & wrong.keys(),
        _("Totaux justes au centime"): totals
        and value.totals.due is not None
        and not {"net_total", "vat_total", "gross_total", "net_to_pay", "discount", "vat"} & wrong.keys(),
    }
    return [Point(state="done", label=label) for label, holds in held.items() if holds]


def _vat_rows(typed: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows typed or read, and two empty ones to go on with."""
    rows = [
        {"rank": str(rank), **{part: typed.get(f"vat_{part}_{rank}", "") for part in ("rate", "base", "amount")}}
        for rank in range(1, VAT_ROWS + 1)
    ]
    used = max(
        (rank for rank, row in enumerate(rows, start=1) if row["rate"] or row["base"] or row["amount"]), default=0
    )
    return rows[: min(VAT_ROWS, used + 2)]
