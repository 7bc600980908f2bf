"""All that happened to an invoice as one table, for a file: its statuses, what people did, what both sides said."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.accounts.models import User
from unisson.kernel.clock import PARIS

from . import former, motives
from .models import Invoice, Message, StatusChange, UserAction
from .status import NEVER_SENT, Channel, Status

LOADED = (
    Prefetch("history", StatusChange.objects.select_related("actor").order_by("sequence")),
    Prefetch("actions", UserAction.objects.select_related("actor")),
    Prefetch("messages", Message.objects.select_related("author")),
)
"""What `table` wants prefetched with the invoices."""
PORTAL = "Unisson"
"""The author of what the portal did by itself."""
FORMER: str | Promise = gettext_lazy("avant ce destinataire")
ACTIONS: dict[str, str | Promise] = {
    UserAction.What.DOWNLOAD: gettext_lazy("Facture téléchargée"),
    UserAction.What.REJECTION_READ: gettext_lazy("Rejet lu"),
    UserAction.What.SUSPENSION_READ: gettext_lazy("Suspension lue"),
    UserAction.What.REJECTION_TREATED: gettext_lazy("Rejet traité"),
}
MESSAGES: dict[str, str | Promise] = {
    Message.What.QUESTION: gettext_lazy("Message"),
    Message.What.CONTEST: gettext_lazy("Contestation du rejet"),
    Message.What.REJECTION_ASKED: gettext_lazy("Demande de rejet"),
}

_Row = tuple[datetime, str, str, str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one side may know of what happened, oldest first."""

    statuses: Sequence[StatusChange]
    actions: Sequence[UserAction]
    messages: Sequence[Message]
    theirs: Collection[int]

    def by_another(self, row: StatusChange) -> bool:
        """Whether somebody took the step whom this side does not know."""
        return former.is_theirs(row, self.theirs)


def told(invoice: Invoice, *, whole: bool) -> Told:
    """`table` as rows. `whole`: for its supplier, who knows of its time as a draft, too. Three queries."""
    history = list(StatusChange.objects.filter(invoice=invoice).select_related("actor").order_by("sequence"))
    actions = list(UserAction.objects.filter(invoice=invoice).select_related("actor"))
    messages = Message.objects.filter(invoice=invoice).select_related("author")
    if whole:
        return Told(statuses=history, actions=actions, messages=list(messages), theirs=frozenset())
    since, theirs = former.came(history), former.theirs_of(invoice, history)
    return Told(
        statuses=[row for row in former.quiet(history, theirs) if row.target not in NEVER_SENT],
        actions=[row for row in actions if since is None or row.at >= since],
        messages=list(messages.filter(recipient=invoice.recipient_id)),
        theirs=theirs,
    )


def table(invoice: Invoice, *, whole: bool) -> Iterator[tuple[str, ...]]:
    """A heading, then one row for each thing that happened from the deposit on, oldest first, in legal time.

    Nothing from before the deposit. Not `whole`: for its recipient, without what passed with a former one (`former`).
    """
    yield _("Date"), _("Événement"), _("Code"), _("Auteur"), _("Canal"), _("Motif"), _("Commentaire")
    history = list(invoice.history.all())
    since = None if whole else former.came(history)
    theirs = frozenset() if whole else former.theirs_of(invoice, history)
    statuses = _statuses(former.quiet(history, theirs), theirs)
    done = [row for row in _actions(invoice) if since is None or row[0] >= since]
    done += _messages(invoice, of=None if whole else invoice.recipient_id)
    for at, *rest in sorted((*statuses, *done), key=lambda row: row[0]):
        yield f"{at.astimezone(PARIS):%Y-%m-%d %H:%M:%S}", *rest


def _statuses(history: Sequence[StatusChange], theirs: Collection[int]) -> Iterator[_Row]:
    for row in history:
        if row.target not in NEVER_SENT:
            label, channel = str(Status(row.target).label), str(Channel(row.channel).label)
            yield row.at, label, row.target, author(row, theirs), channel, motives.label(row.reason), row.comment


def _actions(invoice: Invoice) -> Iterator[_Row]:
    for row in invoice.actions.all():
        yield row.at, str(ACTIONS[row.what]), row.what, _author(row.actor), "", "", ""


def _messages(invoice: Invoice, *, of: int | None) -> Iterator[_Row]:
    """Those with the recipient `of`; with all, where it is None."""
    for row in (one for one in invoice.messages.all() if of in (None, one.recipient_id)):
        yield row.at, str(MESSAGES[row.what]), row.what, _author(row.author), "", "", row.text


def author(row: StatusChange, theirs: Collection[int] = ()) -> str:
    """Who took the step, for a recipient to whom the rows `theirs` are those of others."""
    return str(FORMER) if former.is_theirs(row, theirs) else _author(row.actor)


def _author(actor: User | None) -> str:
    return actor.full_name if actor else PORTAL
