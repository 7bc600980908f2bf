"""The lines of « À faire », and those of what is prepared while a request to be attached waits."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from unisson.accounts.models import User
from unisson.directory.attention import Attention
from unisson.directory.models import Demand
from unisson.invoices.drafting.awaiting import drafts_of, unanswered
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.web.language import in_words


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One line of « À faire »."""

    title: str
    detail: str | Promise
    action: str | Promise
    href: str
    status: str = ""
    label: str | Promise = ""
    """What it is about, where that is no invoice; `tone`: how it looks."""
    tone: str = "accent"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of what waits beside invoices: how it is told for one and for many, and the page where it is done."""

    label: str | Promise
    told: str | Promise
    detail: str | Promise
    action: str | Promise
    page: str
    tone: str = "accent"


KINDS: dict[str, Kind] = {
    "requests": Kind(
        label=gettext_lazy("Rattachements"),
        told=ngettext_lazy("%(count)d demande à traiter", "%(count)d demandes à traiter", "count"),
        detail=gettext_lazy("Quelqu’un attend d’être rattaché à votre structure, ou d’y avoir un espace."),
        action=gettext_lazy("Traiter"),
        page="manager",
    ),
    "successions": Kind(
        label=gettext_lazy("Succession"),
        told=ngettext_lazy("%(count)d demande de votre succession", "%(count)d demandes de votre succession", "count"),
        detail=gettext_lazy("Quelqu’un demande à gérer votre structure. Si vous êtes toujours là, dites-le."),
        action=gettext_lazy("Répondre"),
        page="manager",
        tone="warn",
    ),
    "connections": Kind(
        label=gettext_lazy("Logiciel"),
        told=ngettext_lazy(
            "%(count)d logiciel demande à être raccordé", "%(count)d logiciels demandent à être raccordés", "count"
        ),
        detail=gettext_lazy("Validez ou refusez\u00a0: il pourra alors appeler l’API pour votre structure."),
        action=gettext_lazy("Décider"),
        page="connections:list",
    ),
    "passwords": Kind(
        label=gettext_lazy("Mot de passe"),
        told=ngettext_lazy(
            "%(count)d mot de passe expire dans le mois, ou a expiré",
            "%(count)d mots de passe expirent dans le mois, ou ont expiré",
            "count",
        ),
        detail=gettext_lazy("Après, le logiciel qui s’en sert ne dépose ni ne suit plus de factures."),
        action=gettext_lazy("Changer"),
        page="connections:accounts",
        tone="warn",
    ),
    "roles": Kind(
        label=gettext_lazy("Rôle"),
        told=ngettext_lazy(
            "%(count)d rôle de gestionnaire vous est proposé",
            "%(count)d rôles de gestionnaire vous sont proposés",
            "count",
        ),
        detail=gettext_lazy("Rien ne change tant que vous n’avez pas répondu."),
        action=gettext_lazy("Répondre"),
        page="account-attachments",
    ),
    "proposals": Kind(
        label=gettext_lazy("Rattachement"),
        told=ngettext_lazy(
            "%(count)d rattachement vous est proposé", "%(count)d rattachements vous sont proposés", "count"
        ),
        detail=gettext_lazy("Acceptez, et les espaces s’ouvrent aussitôt."),
        action=gettext_lazy("Répondre"),
        page="account-attachments",
    ),
    "refused": Kind(
        label=gettext_lazy("Refusée"),
        told=ngettext_lazy("%(count)d de vos demandes est refusée", "%(count)d de vos demandes sont refusées", "count"),
        detail=gettext_lazy("La raison est dans l’historique de vos demandes."),
        action=gettext_lazy("Lire la raison"),
        page="account-attachments",
        tone="bad",
    ),
    "pending": Kind(
        label=gettext_lazy("En attente"),
        told=ngettext_lazy(
            "%(count)d de vos demandes attend une réponse", "%(count)d de vos demandes attendent une réponse", "count"
        ),
        detail=gettext_lazy("Vous aurez un courriel. Vous pouvez la retirer d’ici là."),
        action=gettext_lazy("Voir"),
        page="account-attachments",
        tone="mute",
    ),
    "decisions": Kind(
        label=gettext_lazy("Exploitation"),
        told=ngettext_lazy("%(count)d succession à décider", "%(count)d successions à décider", "count"),
        detail=gettext_lazy("Avec un justificatif à lire."),
        action=gettext_lazy("Décider"),
        page="operator-successions",
    ),
    "appointments": Kind(
        label=gettext_lazy("Exploitation"),
        told=ngettext_lazy("%(count)d nomination à confirmer", "%(count)d nominations à confirmer", "count"),
        detail=gettext_lazy("Un autre exploitant l’a proposée : il en faut un second."),
        action=gettext_lazy("Décider"),
        page="operator-appointments",
    ),
    "orphans": Kind(
        label=gettext_lazy("Exploitation"),
        told=ngettext_lazy(
            "%(count)d demande à une structure que personne ne gère",
            "%(count)d demandes à des structures que personne ne gère",
            "count",
        ),
        detail=gettext_lazy("Nommez un gestionnaire : il la traitera."),
        action=gettext_lazy("Voir"),
        page="operator",
    ),
    "means": Kind(
        label=gettext_lazy("Exploitation"),
        told=ngettext_lazy("%(count)d second facteur à retirer", "%(count)d seconds facteurs à retirer", "count"),
        detail=gettext_lazy("Un autre exploitant l’a demandé\u00a0: il en faut un second."),
        action=gettext_lazy("Décider"),
        page="operator",
    ),
}
"""What `Attention` counts, in the order of the page."""


def of_people(waits: Attention) -> list[Todo]:
    """What waits beside invoices, a line for each kind."""
    return [
        Todo(
            title=str(kind.told % {"count": count}),
            detail=kind.detail,
            action=kind.action,
            href=reverse(kind.page),
            label=kind.label,
            tone=kind.tone,
        )
        for name, kind in KINDS.items()
        if (count := getattr(waits, name))
    ]


def prepared(person: User) -> list[Todo]:
    """What is prepared while a request to be attached waits: the person's own, in no list."""
    return [_prepared(one) for one in drafts_of(person)]


def _prepared(draft: Invoice) -> Todo:
    assert draft.awaits is not None  # noqa: S101 - `drafts_of` gives no others
    number, accepted = draft.draft.get("typed", {}).get("number", ""), draft.awaits.state == Demand.State.ACCEPTED
    return Todo(
        status=Status.BROUILLON,
        title=_("Facture n° %(number)s préparée") % {"number": number} if number else draft.file_name,
        detail=_("Votre rattachement à « %(name)s » est accepté : vérifiez-la, puis envoyez-la.")
        % {"name": draft.awaits.structure.name}
        if accepted
        else " ".join(in_words(finding) for finding in unanswered(draft)),
        action=_("Reprendre"),
        href=reverse("issued:draft", args=[draft.pk]),
    )
