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
from unisson.invoices.payment import Course, Unstopped
from unisson.invoices.status import Status
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
_RUNS_ON: Mapping[Unstopped, str | Promise] = {
    Unstopped.SUSPENDED_ONCE: gettext_lazy("Déjà suspendue une fois : le délai ne s’arrête plus"),
    Unstopped.ORDERED: gettext_lazy("Déjà mandatée : le délai ne s’arrête plus"),
    Unstopped.LATE: gettext_lazy("Déjà en retard : le délai ne s’arrête plus"),
    Unstopped.NO_PERIOD: gettext_lazy("Il manque une pièce"),
}
_SUSPENDED: Mapping[Unstopped | None, str | Promise] = {
    None: gettext_lazy(
        "Le fournisseur est prévenu tout de suite. Il joint la pièce ou vous répond, et la facture revient à l’état"
        " « Complétée ». Le délai de paiement s’arrête jusque-là, cette fois seulement ; un nouveau délai d’au moins"
        " 30 jours s’ouvre alors."
    ),
    Unstopped.SUSPENDED_ONCE: gettext_lazy(
        "Cette facture a déjà été suspendue une fois : la loi n’arrête le délai de paiement qu’une fois, il continue de"
        " courir (Code de la commande publique, R. 2192-27). Le fournisseur est prévenu tout de suite ; il joint la"
        " pièce ou vous répond."
    ),
    Unstopped.ORDERED: gettext_lazy(
        "Le paiement de cette facture est déjà ordonné : le délai de paiement continue de courir (Code de la commande"
        " publique, R. 2192-27). Le fournisseur est prévenu tout de suite ; il joint la pièce ou vous répond."
    ),
    Unstopped.LATE: gettext_lazy(
        "Le dernier jour de paiement est passé : le délai et les intérêts continuent de courir (Code de la commande"
        " publique, L. 2192-14). Le fournisseur est prévenu tout de suite ; il joint la pièce ou vous répond."
    ),
    Unstopped.NO_PERIOD: gettext_lazy(
        "Le fournisseur est prévenu tout de suite. Il joint la pièce ou vous répond, et la facture revient à l’état"
        " « Complétée »."
    ),
}
"""What a suspension does, by why it stops no delay (domain-rules §5.6)."""
TITLES: Mapping[str, str | Promise] = {
    Status.A_RECYCLER: gettext_lazy("Demander à recycler"),
    Status.SUSPENDUE: gettext_lazy("Suspendre cette facture"),
    Status.REJETEE: gettext_lazy("Rejeter cette facture ?"),
}


@dataclass(frozen=True, kw_only=True)
class Act:
    """One way to treat the invoice. `key`: its letter."""

    target: str
    label: str | Promise
    icon: str
    tone: str = ""
    detail: str | Promise = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Ways:
    """What « Traiter » offers. `first`: the primary way; `seen`: since when the invoice stands where it is shown;
    `unstopped`: why a suspension would not stop the delay.

    `afterwards`: what happens next where it went back to its supplier, and no act is waited for here.
    """

    first: Act | None
    forward: Sequence[Act]
    back: Sequence[Act]
    rejects: bool
    seen: str
    unstopped: Unstopped | None
    afterwards: str | Promise

    def step(self, target: Status) -> Act | None:
        """The step forward to `target`, where there is one."""
        return next((act for act in (self.first, *self.forward) if act and act.target == target), None)


@dataclass(frozen=True, kw_only=True)
class Return:
    """The panel of one way back: its motifs in words, what it costs, and for a rejection what would do instead.
    `comments`: some of its motifs ask for a comment."""

    target: str
    title: str | Promise
    label: str | Promise
    icon: str
    afterwards: str | Promise
    motives: Sequence[OptionGroup]
    cures: Sequence[Act]
    last_resort: bool
    comments: bool


def may_treat(person: User, invoice: Invoice) -> bool:
    """Whether the buttons are for `person` at all; the write asks again."""
    if invoice.archived_at is not None:
        return False
    writes = scope(person, Space.RECEIVED, Level.WRITE)
    return writes.covers(structure_id=invoice.recipient_id, service_id=invoice.recipient_service_id)


def ways_for(invoice: Invoice, now: Course, *, on: date) -> Ways:
    """The acts of the one table, in their order. `now`: its payment clock."""
    unstopped = now.unstopped(on=on)
    forward = [an_act(edge.target) for edge in steps_for(invoice)]
    back = [edge.target for edge in returns_for(invoice)]
    return Ways(
        first=forward[0] if forward else None,
        forward=forward[1:],
        back=_corrections(back, unstopped),
        rejects=Status.REJETEE in back,
        seen=invoice.status_since.isoformat(),
        unstopped=unstopped,
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
    )


def _corrections(back: Sequence[Status], unstopped: Unstopped | None) -> list[Act]:
    """The ways back that cost no new invoice; a suspension that stops no delay says why."""
    acts = [an_act(target) for target in CURES if target in back]
    why = _RUNS_ON[unstopped] if unstopped else None
    return [replace(act, detail=why) if why and act.target is Status.SUSPENDUE else act for act in acts]


def return_for(invoice: Invoice, target: Status, *, ways: Ways, on: date) -> Return | None:
    """The panel of the way back `target`; None where the invoice does not have it now.

    A rejection lists what could be wrong in the words of all motifs: those that recycling or suspending would mend
    lead there (`motives.cure_for`).
    """
    back = [edge.target for edge in returns_for(invoice)]
    if target not in back or target not in TITLES:
        return None
    last_resort = target is Status.REJETEE
    cures = [way for way in CURES if way in back] if last_resort else []
    return Return(
        target=target,
        title=TITLES[target],
        label=_("Rejeter la facture") if last_resort else an_act(target).label,
        icon=look(target).icon,
        afterwards=_afterwards(target, ways.unstopped),
        motives=[
            OptionGroup(label="", options=[Option(value="", label=_("Choisissez un motif"))]),
            OptionGroup(label=str(look(target).label), options=_options(motives_for(target, on=on))),
            *(_cured(way, on=on) for way in cures),
        ],
        cures=_corrections(cures, ways.unstopped),
        last_resort=last_resort,
        comments=any(motive.comment for motive in motives_for(target, on=on)),
    )


def _afterwards(target: Status, unstopped: Unstopped | None) -> str | Promise:
    """What the way back does; of a suspension, whether this one stops the delay."""
    return _SUSPENDED[unstopped] if target is Status.SUSPENDUE else AFTERWARDS[target]


def _cured(way: Status, *, on: date) -> OptionGroup:
    heading = _("Suspendre suffit") if way is Status.SUSPENDUE else _("Recycler suffit")
    mending = (one for one in motives_for(way, on=on) if cure_for(one.code, on=on))
    return OptionGroup(label=heading, options=_options(mending))


def _options(motives: Iterable[Motive]) -> list[Option]:
    return [Option(value=one.code, label=in_choice(one)) for one in motives]


def in_choice(motive: Motive) -> str:
    """Its label among others; a motif that says nothing alone says that it needs the comment, where not all do."""
    told = motive.comment and motive.returns in CURES
    return _("%(motive)s (commentaire obligatoire)") % {"motive": motive.label} if told else motive.label
