"""The lines of « À faire », and those of what is prepared while a request to be attached waits."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.directory.models import Demand
from unisson.invoices.awaiting import drafts_of, unanswered
from unisson.invoices.models import Invoice
from unisson.invoices.status import Status
from unisson.web.language import in_words


@dataclass(frozen=True, kw_only=True)
class Todo:
    """One line of « À faire »."""

    status: str
    title: str
    detail: str | Promise
    action: str
    href: str


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
