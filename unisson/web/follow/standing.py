"""Where an invoice stands: who holds it, the next step, the payment clock, the steps done and to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.directory.spaces import Space
from unisson.invoices import motives, search
from unisson.invoices.lifecycle import FORWARD
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.periods import payment_days
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import legal_day
from unisson.web.tags import day, days, days_left, short_day


class Holder(Enum):
    """Who has an invoice in hand."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    PORTAL = "portal"
    NOBODY = "nobody"


HOLDERS: dict[Status, Holder] = {
    Status.BROUILLON: Holder.SUPPLIER,
    Status.DEPOSEE: Holder.PORTAL,
    Status.EN_COURS_ACHEMINEMENT: Holder.PORTAL,
    Status.A_RECYCLER: Holder.SUPPLIER,
    Status.SUSPENDUE: Holder.SUPPLIER,
    Status.REJETEE: Holder.SUPPLIER,
    Status.MISE_EN_PAIEMENT: Holder.NOBODY,
    Status.ABANDONNEE: Holder.NOBODY,
    Status.SUPPRIMEE: Holder.NOBODY,
    Status.NON_CONFORME: Holder.NOBODY,
}
"""All other statuses are the recipient's."""

WHAT_NEXT: dict[Status, str | Promise] = {
    Status.MISE_A_DISPOSITION: gettext_lazy("Le portail transmet la facture au destinataire."),
    Status.COMPLETEE: gettext_lazy("Le fournisseur joint les pièces demandées."),
    Status.PRISE_EN_COMPTE_DESTINATAIRE: gettext_lazy("Le destinataire dit qu’il la traite. Étape facultative."),
    Status.SERVICE_FAIT: gettext_lazy("Le destinataire atteste avoir reçu la prestation. Étape facultative."),
    Status.MANDATEE: gettext_lazy("L’ordonnateur demande le paiement. Étape facultative."),
    Status.MISE_A_DISPOSITION_COMPTABLE: gettext_lazy("Le comptable public la reçoit. Étape facultative."),
    Status.COMPTABILISEE: gettext_lazy("Le comptable public l’enregistre. Étape facultative."),
    Status.MISE_EN_PAIEMENT: gettext_lazy("Le comptable public paie."),
}
THE_END: dict[Status, str | Promise] = {
    Status.MISE_EN_PAIEMENT: gettext_lazy("Le circuit est terminé."),
    Status.REJETEE: gettext_lazy("Le rejet est définitif : une nouvelle facture, sous un autre numéro, est à faire."),
}
_ENDED: str | Promise = gettext_lazy("Cette facture ne va pas plus loin.")
_PASSED_OVER = (Status.BROUILLON, Status.EN_COURS_ACHEMINEMENT)
"""Moments that the timeline leaves to the history."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One of the three answers: a few words, then a sentence."""

    value: str
    detail: str | Promise


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The payment clock: legal days, days gone by, and the words at both its ends."""

    legal: int
    past: int
    late: bool
    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One step of « Suivi du traitement »: done (with its date and author), or to come (with a term)."""

    state: str
    title: str | Promise
    when: datetime | None = None
    term: str = ""
    first: bool = False
    skipped: bool = False
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The three answers and the timeline."""

    holder: Answer
    step: Answer
    payment: Answer
    clock: Clock | None
    legal_days: int
    moments: Sequence[Moment]


def standing(invoice: Invoice, history: Sequence[StatusChange], *, side: Space, on: date) -> Standing:
    """Where `invoice`, with its parties loaded, stands on the day `on`, told to the people of `side`. No query."""
    return Standing(
        holder=_holder(invoice, side),
        step=_step(invoice),
        payment=_payment(invoice, on=on),
        clock=_clock(invoice, on=on),
        legal_days=_legal_days(invoice, on=on),
        moments=[*_done(history), *_to_come(invoice)],
    )


def _holder(invoice: Invoice, side: Space) -> Answer:
    holder = HOLDERS.get(Status(invoice.status), Holder.RECIPIENT)
    names = {
        Holder.SUPPLIER: invoice.supplier.name,
        Holder.RECIPIENT: invoice.recipient.name if invoice.recipient else "",
        Holder.PORTAL: "Unisson",
        Holder.NOBODY: _("Personne"),
    }
    mine = Holder.SUPPLIER if side is Space.ISSUED else Holder.RECIPIENT
    since = {"day": day(invoice.status_since)}
    detail = (
        _("Depuis le %(day)s. C’est à vous d’agir.")
        if holder is mine
        else _("Depuis le %(day)s. Vous n’avez rien à faire.")
    )
    return Answer(value=names[holder], detail=detail % since)


def _step(invoice: Invoice) -> Answer:
    following = _next(invoice)
    if following is None:
        return Answer(value=_("Aucune"), detail=THE_END.get(Status(invoice.status), _ENDED))
    return Answer(value=str(following.label), detail=WHAT_NEXT[following])


def _next(invoice: Invoice) -> Status | None:
    """The next usual step; a recipient that does not report payment never shows it (domain-rules §3.3)."""
    following = search.next_step(invoice)
    return None if following is Status.MISE_EN_PAIEMENT and _silent(invoice) else following


def _silent(invoice: Invoice) -> bool:
    return bool(invoice.recipient and invoice.recipient.payment_not_reported)


def _payment(invoice: Invoice, *, on: date) -> Answer:
    due, status = _due(invoice), Status(invoice.status)
    if invoice.kind == Kind.CREDIT_NOTE:
        return Answer(value=_("Aucun paiement"), detail=_("Un avoir se déduit, il ne se paie pas."))
    if status is Status.MISE_EN_PAIEMENT and invoice.available_at:
        lasted = (legal_day(invoice.status_since) - legal_day(invoice.available_at)).days
        return Answer(value=_("Mise en paiement"), detail=_("Payée en %(days)s.") % {"days": days(lasted)})
    if status is Status.REJETEE:
        return Answer(value=_("Aucun paiement"), detail=_("Le rejet a arrêté le délai."))
    if due is None:
        return Answer(value=_("Pas encore connu"), detail=_("Le délai part de la mise à disposition du destinataire."))
    if status is Status.SUSPENDUE:
        stopped = (on - legal_day(invoice.status_since)).days
        return Answer(value=_("Délai arrêté"), detail=_("Arrêté depuis %(days)s.") % {"days": days(stopped)})
    return Answer(value=day(due), detail="")


def _due(invoice: Invoice) -> date | None:
    """The last day to pay; a credit note is owed by the supplier and has none."""
    return None if invoice.kind == Kind.CREDIT_NOTE else search.deadline(invoice)


def _legal_days(invoice: Invoice, *, on: date) -> int:
    start = legal_day(invoice.available_at) if invoice.available_at else on
    return payment_days(invoice.recipient.buyer, on=start) if invoice.recipient else 0


def _clock(invoice: Invoice, *, on: date) -> Clock | None:
    due = _due(invoice)
    runs = HOLDERS.get(Status(invoice.status), Holder.RECIPIENT) is Holder.RECIPIENT
    if due is None or invoice.available_at is None or not runs:
        return None
    legal, past = _legal_days(invoice, on=on), (on - legal_day(invoice.available_at)).days
    return Clock(
        legal=legal,
        past=past,
        late=on > due,
        left=_("Jour %(past)d sur %(legal)d") % {"past": past, "legal": legal},
        right=days_left((due - on).days),
    )


def _done(history: Sequence[StatusChange]) -> list[Moment]:
    shown = [change for change in history if change.target not in _PASSED_OVER or change is history[-1]]
    return [
        Moment(
            state="now" if change is history[-1] else "done",
            title=Status(change.target).label,
            when=change.at,
            reason=motives.label(change.reason),
            detail=change.comment,
        )
        for change in shown
    ]


def _to_come(invoice: Invoice) -> list[Moment]:
    """The steps ahead: the one expected, those that may be skipped, and the payment with its last day."""
    following = _next(invoice)
    if following is None:
        return []
    ahead = FORWARD[FORWARD.index(following) :] if following in FORWARD else (following, *FORWARD)
    ahead = tuple(step for step in ahead if not (step is Status.MISE_EN_PAIEMENT and _silent(invoice)))
    return [_coming(step, invoice, first=step is following) for step in ahead]


def _coming(step: Status, invoice: Invoice, *, first: bool) -> Moment:
    due = _due(invoice) if step is Status.MISE_EN_PAIEMENT else None
    optional = step in FORWARD and step is not Status.MISE_EN_PAIEMENT
    term = _("Prochaine étape") if first else _("facultatif") if optional else ""
    if due and invoice.status != Status.SUSPENDUE:
        term = _("le %(day)s au plus tard") % {"day": short_day(due)}
    return Moment(state="next", title=step.label, term=term, first=first, skipped=optional and not first)
