"""The ways to treat an invoice that its recipient is offered now: forward, back to its supplier, the last resort."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.accounts.models import User
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.invoices.actions import returns_for, steps_for
from unisson.invoices.models import Invoice
from unisson.invoices.motives import CURES, Motive, cure_for, motives_for
from unisson.invoices.payment import ORDERED
from unisson.invoices.status import Status
from unisson.kernel.clock import today
from unisson.web.controls import Option, OptionGroup
from unisson.web.statuses import look

KEYS = {
    Status.PRISE_EN_COMPTE_DESTINATAIRE: "p",
    Status.SERVICE_FAIT: "f",
    Status.MANDATEE: "m",
    Status.MISE_A_DISPOSITION_COMPTABLE: "c",
    Status.A_RECYCLER: "r",
    Status.SUSPENDUE: "s",
}
"""The letters of the cockpit (ui README §6). A rejection has none, on purpose."""
_VERBS: Mapping[str, str | Promise] = {
    Status.PRISE_EN_COMPTE_DESTINATAIRE: gettext_lazy("Prendre en compte"),
    Status.SUSPENDUE: gettext_lazy("Suspendre"),
    Status.MISE_A_DISPOSITION: gettext_lazy("Lever la suspension"),
}
_DETAILS: Mapping[str, str | Promise] = {
    Status.A_RECYCLER: gettext_lazy("SIRET, code service ou engagement à corriger"),
    Status.SUSPENDUE: gettext_lazy("Il manque une pièce ; le délai s’arrête"),
    Status.MISE_A_DISPOSITION: gettext_lazy("La pièce n’est plus nécessaire ; le délai repart"),
}
AFTERWARDS: Mapping[str, str | Promise] = {
    Status.A_RECYCLER: gettext_lazy(
        "Le fournisseur est prévenu tout de suite. Il corrige le SIRET, le service ou l’engagement, rien d’autre, et"
        " la facture revient sous le même numéro, pour vous ou pour un autre destinataire. Un délai entier s’ouvre"
        " alors."
    ),
    Status.SUSPENDUE: gettext_lazy(
        "Le fournisseur est prévenu tout de suite. Il joint la pièce ou vous répond, et la facture revient à l’état"
        " « Complétée ». Une première suspension, avant le mandat, arrête le délai de paiement jusque-là ; un nouveau"
        " délai s’ouvre alors. Les suivantes ne l’arrêtent plus."
    ),
    Status.REJETEE: gettext_lazy(
        "Le rejet est sans retour. Le fournisseur, prévenu tout de suite, doit refaire une facture sous un nouveau"
        " numéro, et le délai de paiement repartira de zéro."
    ),
}
"""What a way back means for the supplier and for the delay (domain-rules §5.2, §5.6)."""
TITLES: Mapping[str, str | Promise] = {
    Status.A_RECYCLER: gettext_lazy("Demander à recycler"),
    Status.SUSPENDUE: gettext_lazy("Suspendre cette facture"),
    Status.REJETEE: gettext_lazy("Rejeter cette facture ?"),
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One way to treat the invoice. `key`: its letter; `mandate`: a mandate number may come with it."""

    target: str
    label: str | Promise
    icon: str
    tone: str = ""
    detail: str | Promise = ""
    key: str = ""
    mandate: bool = False


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What « Traiter » offers. `first`: the primary way; `seen`: since when the invoice stands where it is shown.

    `afterwards`: what happens next where it went back to its supplier, and no act is waited for here.
    """

    first: Act | None
    forward: Sequence[Act]
    back: Sequence[Act]
    rejects: bool
    seen: str
    afterwards: str | Promise

    @property
    def asks_mandate(self) -> bool:
        """Whether a mandate number may come with one of the steps."""
        return any(act.mandate for act in (self.first, *self.forward) if act)


@dataclass(frozen=True, kw_only=True)
class Return:
    """The panel of one way back: its motifs in words, what it costs, and for a rejection what would do instead."""

    target: str
    title: str | Promise
    label: str | Promise
    icon: str
    afterwards: str | Promise
    motives: Sequence[OptionGroup]
    cures: Sequence[Act]
    last_resort: bool


def may_treat(person: User, invoice: Invoice) -> bool:
    """Whether the buttons are for `person` at all; the write asks again."""
    writes = scope(person, Space.RECEIVED, Level.WRITE)
    return writes.covers(structure_id=invoice.recipient_id, service_id=invoice.recipient_service_id)


def ways_for(invoice: Invoice) -> Ways:
    """The acts of the one table, in their order."""
    forward = [an_act(edge.target) for edge in steps_for(invoice)]
    back = [edge.target for edge in returns_for(invoice)]
    return Ways(
        first=forward[0] if forward else None,
        forward=forward[1:],
        back=_corrections(invoice, back),
        rejects=Status.REJETEE in back,
        seen=invoice.status_since.isoformat(),
        afterwards=AFTERWARDS.get(invoice.status, ""),
    )


def an_act(target: Status) -> Act:
    """How the button of one step looks."""
    shown = look(target)
    return Act(
        target=target,
        label=_VERBS.get(target, shown.label),
        icon=shown.icon,
        tone="warn" if target in CURES else "",
        detail=_DETAILS.get(target, ""),
        key=KEYS.get(target, ""),
        mandate=target is Status.MANDATEE,
    )


def _corrections(invoice: Invoice, back: Sequence[Status]) -> list[Act]:
    """The ways back that cost no new invoice. From the payment order on, or once it is late, a suspension stops
    no clock (R. 2192-27, L. 2192-14)."""
    acts = [an_act(target) for target in CURES if target in back]
    late = invoice.pay_by is not None and invoice.pay_by < today()
    if late or invoice.status in ORDERED:
        acts = [replace(act, detail=_("Il manque une pièce ; le délai court toujours")) for act in acts]
    return acts


def return_for(invoice: Invoice, target: Status, *, on: date) -> Return | None:
    """The panel of the way back `target`; None where the invoice does not have it now.

    A rejection lists what could be wrong in the words of all motifs: those that recycling or suspending would mend
    lead there (`motives.cure_for`).
    """
    back = [edge.target for edge in returns_for(invoice)]
    if target not in back:
        return None
    last_resort = target is Status.REJETEE
    cures = [way for way in CURES if way in back] if last_resort else []
    return Return(
        target=target,
        title=TITLES[target],
        label=_("Rejeter la facture") if last_resort else an_act(target).label,
        icon=look(target).icon,
        afterwards=AFTERWARDS[target],
        motives=[
            OptionGroup(label="", options=[Option(value="", label=_("Choisissez un motif"))]),
            OptionGroup(label=str(look(target).label), options=_options(motives_for(target, on=on))),
            *(_cured(way, on=on) for way in cures),
        ],
        cures=_corrections(invoice, cures),
        last_resort=last_resort,
    )


def _cured(way: Status, *, on: date) -> OptionGroup:
    heading = _("Suspendre suffit") if way is Status.SUSPENDUE else _("Recycler suffit")
    mending = (one for one in motives_for(way, on=on) if cure_for(one.code, on=on))
    return OptionGroup(label=heading, options=_options(mending))


def _options(motives: Iterable[Motive]) -> list[Option]:
    return [Option(value=motive.code, label=motive.label) for motive in motives]
