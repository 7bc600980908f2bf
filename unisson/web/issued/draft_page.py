"""The page « Déposer facture en cours » as data: what each field, block and the readiness panel show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.directory.models import Service, Structure
from unisson.directory.search import open_services
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.reading import Syntax
from unisson.invoices import drafts
from unisson.invoices.drafts import Checked
from unisson.invoices.models import Attachment, Invoice
from unisson.invoices.typed import VAT_ROWS, as_typed
from unisson.kernel import money
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import STATE_SIRET, show_siret
from unisson.web.language import in_words
from unisson.web.needs import needs_in_words
from unisson.web.signature import signature_in_words
from unisson.web.tags import filesize

from .fields import BLOCK_TITLES, FIELDS, LABELS, Shown
from .viewer import Sheet, marks_of, sheets_of

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
    options: Sequence[tuple[str, str]] = ()
    alternatives: Sequence[Alternative] = ()
    repair: str = ""
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
        """Whether something stands under the field: a repair, other values, a search."""
        searched = self.name in ("recipient_siret", "service_code") and not self.locked
        return bool(self.repair or self.alternatives or searched)

    @property
    def confirmation(self) -> str:
        return f"confirm_{self.name}"


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


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """Everything the template needs."""

    invoice: Invoice
    trail: Sequence[tuple[str, str]]
    blocks: Mapping[str, BlockView]
    comment: FieldView
    vat_rows: Sequence[Mapping[str, str]]
    vat_error: str
    vat_meta: str
    sheets: Sequence[Sheet]
    alone: str
    unread: bool
    signature: str
    points: Sequence[Point]
    ready: bool
    ready_title: str
    recipient: Structure | None
    recipient_service: Service | None
    needs: Sequence[tuple[str, bool]]
    is_state: bool
    services: Sequence[tuple[str, str]]
    accounts: Sequence[tuple[str, str]]
    attachments: Sequence[Attachment]
    attachments_meta: str
    remarks: Sequence[Finding]
    structured: bool
    net_to_pay: Decimal | None
    saved_at: datetime
    tab: str

    @property
    def recipient_locked(self) -> bool:
        return "recipient_siret" in self.invoice.draft.get("locked", {})

    @property
    def supplier_service(self) -> str:
        return self.invoice.supplier_service.code if self.invoice.supplier_service else ""

    @property
    def account(self) -> str:
        return str(self.invoice.account_id or "")

    @property
    def no_service(self) -> str:
        return _("Aucun")

    @property
    def currency(self) -> str:
        return self.invoice.draft.get("typed", {}).get("currency") or "EUR"

    @property
    def swapped(self) -> str:
        """The ids that a live check renews: the panel, the states of the blocks, and every field but the one in use."""
        fields = [f"champ-{view.name}" for block in self.blocks.values() for view in block.fields]
        states = [f"b-{key}-etat" for key in self.blocks]
        others = ("panneau", "destinataire", "champ-service_name", "version-du-brouillon")
        return ",".join(f"#{name}" for name in (*others, *states, *fields))


def draft_page(
    invoice: Invoice, checked: Checked, suppliers: Sequence[Structure], *, tab: str, to_first: bool = False
) -> DraftPage:
    """Build the page of a draft from its judgement. `suppliers`: structures the person may deposit for; `to_first`: the
    first field to correct takes the focus."""
    draft = invoice.draft
    marks = marks_of(draft)
    views = _FieldViews(invoice, checked, suppliers, to_first=to_first)
    facts = checked.decision.facts
    attachments = list(Attachment.objects.filter(invoice=invoice).select_related("file"))
    accounts = invoice.supplier.accounts.filter(active=True)
    return DraftPage(
        invoice=invoice,
        trail=[(_("Factures émises"), reverse("issued:summary")), (_("Dépôt factures"), reverse("issued:deposit"))],
        blocks={key: _block(key, views, checked) for key in BLOCK_TITLES},
        comment=views.of(FIELDS["comment"][0]),
        vat_rows=_vat_rows(draft),
        vat_error=_sentences(checked.fields.get("vat", ())),
        vat_meta=_vat_meta(draft),
        sheets=sheets_of(invoice, marks),
        alone=reverse("documents:view", args=[invoice.pk]),
        signature=signature_in_words(invoice.signature),
        unread=invoice.syntax == Syntax.PDF and not marks,
        points=[*_to_fix(checked), *_done(checked)],
        ready=checked.ready,
        ready_title=_ready_title(len(checked.findings)),
        recipient=facts.recipient,
        recipient_service=facts.service,
        needs=needs_in_words(facts.needs) if facts.recipient else (),
        is_state=bool(facts.recipient and facts.recipient.identifier == STATE_SIRET),
        services=[
            ("", _("Aucun")),
            *((service.code, str(service)) for service in open_services(invoice.supplier, on=facts.on)),
        ],
        accounts=[("", _("Aucune")), *((str(account.pk), account.label) for account in accounts)],
        attachments=attachments,
        attachments_meta=_attachments_meta(attachments),
        remarks=drafts.remarks(invoice),
        structured=Syntax(invoice.syntax).is_structured,
        net_to_pay=checked.reading.invoice.totals.due,
        saved_at=datetime.fromisoformat(draft["saved_at"]),
        tab=tab,
    )


class _FieldViews:
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
        locked = shown.name in draft.get("locked", {})
        value = self._value(shown)
        as_read = bool(sight) and bool(value) and value == sight.get("value")
        answered = shown.name in draft.get("confirmed", ())
        blocking = [finding for finding in findings if finding.code not in DOUBTS]
        return FieldView(
            shown=shown,
            value=value,
            error=_sentences(blocking),
            read=("sure" if sight["sure"] or answered or locked else "check") if as_read else "",
            mark=self._marks.get(shown.name, "") if as_read else "",
            ask=self._question(shown, sight, as_read=as_read and not locked),
            answered=answered,
            locked=locked,
            options=self._suppliers if shown.name == "supplier" else _options(shown, value),
            alternatives=_alternatives(sight, value) if not locked else (),
            repair=next((finding.code for finding in blocking if shown.name in self._repaired(finding)), ""),
            required=shown.required or self._required.get(shown.name, False),
            focus=shown.name == self._first,
        )

    def _question(self, shown: Shown, sight: Mapping[str, Any], *, as_read: bool) -> str:
        """What a doubt asks; it stays on screen with its answer once answered."""
        if shown.name == "supplier":
            found = drafts.other_seller(self._invoice)
            return (
                _("La page porte le SIRET %(found)s : déposez-vous bien pour cette structure ?")
                % {"found": show_siret(found)}
                if found
                else ""
            )
        if as_read and not sight["sure"]:
            return _("Lu « %(shown)s » : est-ce bien cette valeur ?") % {"shown": sight["shown"]}
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


def _block(key: str, views: _FieldViews, checked: Checked) -> BlockView:
    fields = [views.of(shown) for shown in FIELDS.get(key, ()) if views.wanted(shown)]
    names = {view.name for view in fields} | ({"supplier_service", "account"} if key == "supplier" else set())
    wrong = sum(len(found) for name, found in checked.fields.items() if name in names)
    complete = _("Calculs justes") if key == "totals" else _("Complet")
    return BlockView(
        key=key,
        title=str(BLOCK_TITLES[key]),
        fields=fields,
        state=_ready_title(wrong) if wrong else complete,
        tone="bad" if wrong else "ok",
    )


def _ready_title(count: int) -> str:
    if not count:
        return _("Prêt à envoyer")
    return ngettext("%(count)s point à corriger", "%(count)s points à corriger", count) % {"count": count}


def _to_fix(checked: Checked) -> list[Point]:
    return [
        Point(
            state="doubt" if finding.code in DOUBTS else "todo",
            label=str(LABELS.get(field, LABELS["file"])),
            href=f"#{ANCHORS.get(field, field)}",
            detail=in_words(finding),
        )
        for field, findings in checked.fields.items()
        for finding in findings
    ]


ANCHORS = {"vat": "detail-tva", "file": "contenu", "attachments": "pieces-jointes"}
"""Anchors of what is not a single field."""


def _done(checked: Checked) -> list[Point]:
    value, facts, wrong = checked.reading.invoice, checked.decision.facts, checked.fields
    held = {
        _("Destinataire public et actif"): facts.recipient is not None and "recipient_siret" not in wrong,
        _("Numéro %(number)s libre en %(year)s")
        % {"number": value.number, "year": value.issue_date.year if value.issue_date else ""}: bool(
            value.number and value.issue_date
        )
        and not {"number", "issue_date"} & wrong.keys(),
        _("Totaux justes au centime"): value.totals.due is not None
        and not {"net_total", "vat_total", "gross_total", "net_to_pay", "discount", "vat"} & wrong.keys(),
    }
    return [Point(state="done", label=label) for label, holds in held.items() if holds]


def _alternatives(sight: Mapping[str, Any], value: str) -> list[Alternative]:
    others = {one["value"]: one["shown"] for one in reversed(sight.get("alternatives", ()))}
    return [Alternative(value=other, shown=others[other]) for other in reversed(others) if other not in ("", value)]


def _options(shown: Shown, value: str) -> list[tuple[str, str]]:
    if shown.name == "framework":
        return _frameworks(value)
    options = [(str(code), str(label)) for code, label in shown.options]
    known = {code for code, _label in options}
    return options if not shown.options or value in known else [*options, (value, value)]


def _frameworks(value: str) -> list[tuple[str, str]]:
    """A1 and A2 can be used; A9 and A12 are shown with the reason why not yet (domain-rules §4.6)."""
    offered = [one for one in FRAMEWORKS.values() if one.portal or one.code == value]
    later = _("à venir : il faudra la validation du titulaire")
    return [
        (one.code, f"{one.code} : {one.label}" + ("" if one.open else f" ({later})" if one.portal else ""))
        for one in offered
    ] or [("", _("Choisir"))]


def _vat_rows(draft: Mapping[str, Any]) -> list[dict[str, str]]:
    """The rows typed or read, and two empty ones to go on with."""
    typed = draft.get("typed", {})
    rows = [
        {"rank": str(rank), **{part: typed.get(f"vat_{part}_{rank}", "") for part in ("rate", "base", "amount")}}
        for rank in range(1, VAT_ROWS + 1)
    ]
    used = max(
        (rank for rank, row in enumerate(rows, start=1) if row["rate"] or row["base"] or row["amount"]), default=0
    )
    return rows[: min(VAT_ROWS, used + 2)]


def _vat_meta(draft: Mapping[str, Any]) -> str:
    rates = [row["rate"] for row in _vat_rows(draft) if row["rate"]]
    return ", ".join(f"{rate}\u00a0%" for rate in rates) or _("aucun taux")


def _attachments_meta(attachments: Sequence[Attachment]) -> str:
    if not attachments:
        return _("aucune")
    weight = filesize(sum(attachment.file.size for attachment in attachments))
    words = ngettext("%(count)s fichier, %(weight)s", "%(count)s fichiers, %(weight)s", len(attachments))
    return words % {"count": len(attachments), "weight": weight}


def _sentences(findings: Sequence[Finding]) -> str:
    return " ".join(in_words(finding) for finding in findings)
