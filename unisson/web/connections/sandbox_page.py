"""« Bac à sable » as data: what is played for the structures of whoever looks, and what may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from unisson.accounts.models import User
from unisson.directory import ready
from unisson.directory.models import Structure
from unisson.invoices.models import NextRefusal, PayingRecipient
from unisson.invoices.sandbox import clock, paying, players, refusing
from unisson.kernel.keys import key

CODES = {
    "CPP-ADM-01": _("SIRET du destinataire inconnu"),
    "CPP-ADM-02": _("destinataire qui ne reçoit plus"),
    "CPP-ADM-05": _("code service manquant"),
    "CPP-ADM-06": _("numéro d’engagement manquant"),
    "CPP-ADM-07": _("ni code service, ni engagement"),
    "CPP-ADM-08": _("code service inconnu"),
    "CPP-ADM-09": _("service fermé"),
    "CPP-ADM-10": _("numéro de facture déjà pris"),
    "CPP-ADM-12": _("numéro d’engagement inconnu"),
    "BR-CO-10": _("total HT des lignes faux"),
    "BR-CO-15": _("total TTC faux"),
}
"""What each code that can be played says, in a few words."""


@dataclass(frozen=True, kw_only=True)
class SandboxPage:
    """What is played, and the choices."""

    structures: Sequence[Structure]
    structure: str
    refusals: Sequence[NextRefusal]
    payments: Sequence[PayingRecipient]
    recipient: str
    """The SIRET proposed."""
    ahead: int
    """Days, begun ones counted."""

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(one.pk), str(one)) for one in self.structures]

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(code, f"{code} : {CODES[code]}") for code in refusing.PLAYED]

    @property
    def base(self) -> str:
        return f"{settings.BASE_URL}/api/unisson/v1/sandbox"


def sandbox_page(person: User, chosen: Structure | None) -> SandboxPage:
    """A handful of queries."""
    theirs = Structure.objects.filter(pk__in=players.reached(person)).order_by("name", "pk")
    told, ahead = ready.told(), clock.ahead()
    return SandboxPage(
        structures=list(theirs),
        structure=str(chosen.pk) if chosen else "",
        refusals=list(refusing.chosen(theirs)),
        payments=list(paying.chosen(theirs)),
        recipient=told.recipient_siret if told else "",
        ahead=ahead.days + bool(ahead.seconds),
    )


def whole(text: str) -> int:
    """A number of days as somebody typed it; -1 for none, which is refused."""
    found = key(text.strip())
    return -1 if found is None else found
