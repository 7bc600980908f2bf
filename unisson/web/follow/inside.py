"""« Dans votre structure »: who has the invoice in hand, and the private notes, as the recipient's people see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.invoices.colleagues import colleagues, notes
from unisson.invoices.models import Invoice, Note


@dataclass(frozen=True, kw_only=True)
class Said:
    """One note. `handed`: the name of who was asked to act with it."""

    at: datetime
    author: str
    text: str
    handed: str


@dataclass(frozen=True, kw_only=True)
class Inside:
    """The notes, oldest first; who has it in hand; and, for who may treat, whom it can be put in the hands of.
    `holder`: the key of who has it; `chosen`: of who is chosen in the form."""

    notes: Sequence[Said]
    assignee: str
    holder: str
    chosen: str
    choices: Sequence[tuple[str, str]]
    text: str


def inside(invoice: Invoice, person: User, *, may_treat: bool, typed: Mapping[str, str]) -> Inside:
    """What `person` sees of it, with what was `typed` before: a choice stays, hands that were only shown do not. Two
    queries."""
    staff = list(colleagues(invoice))
    choices = [(str(one.pk), _name(one, person)) for one in staff] if may_treat else []
    assignee = next((one for one in staff if one.pk == invoice.assignee_id), None)
    holder = str(assignee.pk) if assignee else ""
    return Inside(
        notes=[_said(note, person) for note in notes(invoice)],
        assignee=_name(assignee, person) if assignee else "",
        holder=holder,
        chosen=typed["colleague"] if typed["colleague"] != typed["shown"] else holder,
        choices=[("", _("Personne en particulier")), *choices] if may_treat else [],
        text=typed["note"],
    )


def _said(note: Note, person: User) -> Said:
    handed = _name(note.assigned, person) if note.assigned else ""
    return Said(at=note.at, author=_name(note.author, person), text=note.text, handed=handed)


def _name(one: User, person: User) -> str:
    return _("Vous") if one.pk == person.pk else one.full_name
