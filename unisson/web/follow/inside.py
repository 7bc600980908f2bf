"""« Dans votre structure »: who has the invoice in hand, and the private notes, as the recipient's people see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.invoices.colleagues import LONGEST, colleagues, notes
from unisson.invoices.models import Invoice, Note
from unisson.web.kept import kept_form


class NoteForm(forms.Form):
    """Names are those of the fields of the page. `confier` empty: nobody in particular."""

    note = forms.CharField(required=False, max_length=LONGEST)
    confier = forms.IntegerField(required=False)

    @property
    def typed(self) -> Mapping[str, str]:
        """What to show again beside a refusal."""
        return {"note": self.data.get("note", ""), "confier": self.data.get("confier", "")}


def noted_before(request: HttpRequest) -> Mapping[str, str] | None:
    """What was typed for a note when the session ended."""
    kept = kept_form(request)
    return {name: "".join(kept.get(name, [])) for name in ("note", "confier")} if kept and "note" in kept else None


@dataclass(frozen=True, kw_only=True)
class Said:
    """One note. `handed`: the name of who was asked to act with it."""

    at: datetime
    author: str
    text: str
    handed: str


@dataclass(frozen=True, kw_only=True)
class Inside:
    """The notes, oldest first; who has it in hand; and, for who may treat, whom it can be put in the hands of."""

    notes: Sequence[Said]
    assignee: str
    chosen: str
    choices: Sequence[tuple[str, str]]
    text: str = ""


def inside(invoice: Invoice, person: User, *, may_treat: bool, typed: Mapping[str, str] | None = None) -> Inside:
    """Two queries at most; three with the assignee, which is not loaded with the invoice."""
    given = typed or {}
    choices = [(str(one.pk), _name(one, person)) for one in colleagues(invoice)] if may_treat else []
    return Inside(
        notes=[_said(note, person) for note in notes(invoice)],
        assignee=_name(invoice.assignee, person) if invoice.assignee else "",
        chosen=given.get("confier", str(invoice.assignee_id or "")),
        choices=[("", _("Personne en particulier")), *choices] if may_treat else [],
        text=given.get("note", ""),
    )


def _said(note: Note, person: User) -> Said:
    handed = _name(note.assigned, person) if note.assigned else ""
    return Said(at=note.at, author=_name(note.author, person), text=note.text, handed=handed)


def _name(one: User, person: User) -> str:
    return _("Vous") if one.pk == person.pk else one.full_name
