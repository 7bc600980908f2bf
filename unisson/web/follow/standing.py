"""Where an invoice stands: who holds it, the next step, the payment clock, the steps done and to come."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.directory.spaces import Space
from unisson.invoices import former, motives
from unisson.invoices.board.interest import REFERENCE, interest, known_rates
from unisson.invoices.holders import Holder, holder_of
from unisson.invoices.lifecycle import FORWARD
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.payment import RENEWAL_REFERENCE, Course, buyer_of, course, held
from unisson.invoices.periods import CODE, payment_days, period_for
from unisson.invoices.status import Kind, Status
from unisson.kernel.clock import legal_day
from unisson.kernel.money import ZERO
from unisson.notices.language import days_left
from unisson.web.tags import day, days, exact, short_day

from .blocks import amount_in

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
_STILL_RUNS: str | Promise = gettext_lazy("Le délai court\u00a0: cette suspension ne l’arrête pas.")
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
    chip: str = ""
    """What it did to the payment period."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """« Comment est-il compté ? »: each figure of the clock with its words, and what a delay costs.

    `law`, `renewal_law`, `late_law`: the articles of the legal days, of the suspension and of the interest, without
    the name of their code, which is said once.
    """

    facts: Sequence[tuple[str, str]]
    law: str
    renewal_law: str
    late_law: str
    interest: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The three answers and the timeline."""

    holder: Answer
    step: Answer
    payment: Answer
    clock: Clock | None
    counted: Counted
    moments: Sequence[Moment]


def standing(invoice: Invoice, history: Sequence[StatusChange], *, side: Space, at: datetime) -> Standing:
    """Where `invoice`, with its parties loaded, stands at `at`, told to the people of `side`. No query."""
    on = legal_day(at)
    buyer = buyer_of(invoice)
    now = course(history, buyer=buyer, kind=invoice.kind)
    return Standing(
        holder=_holder(invoice, side),
        step=_step(invoice),
        payment=_payment(invoice, now, on=on),
        clock=_clock(invoice, now, on=on),
        counted=_counted(invoice, now, history, at=at),
        moments=[*_done(history, invoice), *_to_come(invoice, now)],
    )


def _holder(invoice: Invoice, side: Space) -> Answer:
    holder = holder_of(invoice.status)
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
    return invoice.payment_unreported


def _payment(invoice: Invoice, now: Course, *, on: date) -> Answer:
    status = Status(invoice.status)
    if invoice.kind == Kind.CREDIT_NOTE:
        return Answer(value=_("Aucun paiement"), detail=_("Un avoir se déduit, il ne se paie pas."))
    if now.paid and invoice.available_at:
        lasted = (now.paid - legal_day(invoice.available_at)).days
        said = _("Payée en %(days)s.") % {"days": days(lasted)}
        return Answer(value=_("Mise en paiement"), detail=" ".join(filter(None, (said, _owed(invoice, now, on=on)))))
    if status is Status.REJETEE:
        return Answer(value=_("Aucun paiement"), detail=_("Le rejet a arrêté le délai."))
    if now.stopped:
        since = (on - now.stopped).days
        said = _("Arrêté depuis %(days)s.") % {"days": days(since)} if since else _("Arrêté aujourd’hui.")
        return Answer(value=_("Délai arrêté"), detail=said)
    if now.last is None:
        return Answer(value=_("Pas encore connu"), detail=_("Le délai part de la mise à disposition du destinataire."))
    if status is Status.SUSPENDUE:
        return Answer(value=day(now.last), detail=_owed(invoice, now, on=on) or str(_STILL_RUNS))
    return Answer(value=day(now.last), detail=_owed(invoice, now, on=on))


def _owed(invoice: Invoice, now: Course, *, on: date) -> str:
    """What a delay costs, in a sentence."""
    owed = interest(now, due=invoice.net_to_pay or ZERO, on=on, rates=known_rates())
    if owed is None:
        return ""
    values = {
        "days": days(owed.days),
        "amount": amount_in(owed.amount, invoice.currency),
        "fee": amount_in(owed.fee, "EUR"),
        "percent": exact(owed.percent),
    }
    said = _(
        "Retard de %(days)s : %(amount)s d’intérêts moratoires (%(percent)s %% par an) et %(fee)s sont dus d’office."
    )
    if not owed.known:
        said += " " + _("Estimation : le taux de ce semestre n’est pas encore connu du portail.")
    return said % values


def _clock(invoice: Invoice, now: Course, *, on: date) -> Clock | None:
    runs = holder_of(invoice.status) is Holder.RECIPIENT
    if now.last is None or now.start is None or not runs:
        return None
    past = (on - now.start).days
    return Clock(
        legal=now.legal,
        past=past,
        late=on > now.last,
        left=_("Jour %(past)d sur %(legal)d") % {"past": past, "legal": now.legal},
        right=days_left((now.last - on).days),
    )


def _counted(invoice: Invoice, now: Course, history: Sequence[StatusChange], *, at: datetime) -> Counted:
    """The figures behind the clock. Late interest is the supplier's due whatever else was agreed."""
    on = legal_day(at)
    facts = [(_("Délai légal"), days(_legal_days(invoice, now, on=on)))]
    if now.start:
        facts.append((_opened(now), day(now.start)))
    if now.last:
        facts.append((_("Paiement au plus tard le"), day(now.last)))
    if stopped := now.stopped_days(on=on):
        facts.append((_("Délai arrêté pendant"), days(stopped)))
    shares = held(history, until=at, theirs=former.theirs_of(invoice, history))
    facts += [(str(_HELD[holder]), days(number)) for holder, number in shares.items()]
    buyer = buyer_of(invoice)
    law = _articles(period_for(buyer, on=now.start or on).reference) if buyer else ""
    return Counted(
        facts=facts,
        law=law,
        renewal_law=_articles(RENEWAL_REFERENCE),
        late_law=_articles(REFERENCE),
        interest=_owed(invoice, now, on=on),
    )


def _opened(now: Course) -> str:
    if now.renewed:
        return _("Nouveau délai ouvert le")
    return _("Délai repris le") if now.resumed else _("Mise à disposition le")


def _articles(reference: str) -> str:
    return reference.removeprefix(f"{CODE}, art. ")


_HELD: dict[Holder, str | Promise] = {
    Holder.SUPPLIER: gettext_lazy("Chez le fournisseur"),
    Holder.RECIPIENT: gettext_lazy("Chez le destinataire"),
    Holder.FORMER: gettext_lazy("Chez un destinataire précédent"),
    Holder.PORTAL: gettext_lazy("En acheminement"),
}


def _legal_days(invoice: Invoice, now: Course, *, on: date) -> int:
    return now.legal or (payment_days(buyer_of(invoice), on=on) if invoice.recipient else 0)


def _done(history: Sequence[StatusChange], invoice: Invoice) -> list[Moment]:
    shown = [change for change in history if change.target not in _PASSED_OVER or change is history[-1]]
    clocks = _at_each(history, invoice)
    moments: list[Moment] = []
    behind: set[str] = set()
    for change in shown:
        if change.target == Status.A_RECYCLER:
            behind.clear()  # another recipient begins at the first step
        over = _passed_over(change, behind)
        behind |= {*over, change.target}
        moments += [Moment(state="next", title=step.label, term=_("étape passée"), skipped=True) for step in over]
        moments.append(
            Moment(
                state="now" if change is history[-1] else "done",
                title=Status(change.target).label,
                when=change.at,
                reason=motives.label(change.reason),
                detail=change.comment,
                chip=_chip(change, *clocks[change.sequence]),
            )
        )
    return moments


def _at_each(history: Sequence[StatusChange], invoice: Invoice) -> dict[int, tuple[Course, Course]]:
    """The clock before and after each row."""
    buyer = buyer_of(invoice)
    after = [course(history[:end], buyer=buyer, kind=invoice.kind) for end in range(len(history) + 1)]
    return {row.sequence: (after[rank], after[rank + 1]) for rank, row in enumerate(history)}


def _chip(change: StatusChange, before: Course, after: Course) -> str:
    if after.stopped and not before.stopped:
        return _("délai arrêté")
    if before.stopped and after.last:
        return _("nouveau délai de %(days)s") % {"days": days(after.legal)}
    if change.target == Status.SUSPENDUE and after.last:
        return _("le délai continue")
    return ""


def _passed_over(change: StatusChange, behind: Container[str]) -> list[Status]:
    """The optional steps that a step of the recipient leaves out; none of those `behind`, told already."""
    if change.target not in FORWARD:
        return []
    return [step for step in FORWARD[: FORWARD.index(Status(change.target))] if step not in behind]


def _to_come(invoice: Invoice, now: Course) -> list[Moment]:
    """The steps ahead: the one expected, those that may be skipped, and the payment with its last day."""
    following = _next(invoice)
    if following is None:
        return []
    ahead = FORWARD[FORWARD.index(following) :] if following in FORWARD else (following, *FORWARD)
    ahead = tuple(step for step in ahead if not (step is Status.MISE_EN_PAIEMENT and _silent(invoice)))
    return [_coming(step, now, first=step is following) for step in ahead]


def _coming(step: Status, now: Course, *, first: bool) -> Moment:
    optional = step in FORWARD and step is not Status.MISE_EN_PAIEMENT
    term = _("Prochaine étape") if first else _("facultatif") if optional else ""
    if now.last and step is Status.MISE_EN_PAIEMENT:
        term = _("le %(day)s au plus tard") % {"day": short_day(now.last)}
    return Moment(state="next", title=step.label, term=term, first=first, skipped=optional and not first)
