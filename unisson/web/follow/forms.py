"""The forms of an invoice's page: the step chosen with what may come with it, and the private note."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from unisson.invoices.models import Message
from unisson.invoices.motives import RETURNS
from unisson.invoices.status import Status
from unisson.kernel.keys import key
from unisson.web.kept import kept_form

_NAMES = {
    "comment": "commentaire",
    "mandate": "mandat",
    "motive": "motif",
    "note": "note",
    "colleague": "confier",
    "shown": "montre",
    "message": "message",
}
"""What is given back after a refusal or a session that ended → the field that it was typed in."""
NOTHING_TYPED: Mapping[str, str] = dict.fromkeys(_NAMES, "")


class Words(forms.CharField):
    """A free text. `kernel.texts.written` leaves out what shows nothing, a NUL as well; Django would refuse the whole
    form for it, and the text would be lost."""

    def __init__(self) -> None:
        super().__init__(required=False, strip=False)
        self.validators = [one for one in self.validators if not isinstance(one, ProhibitNullCharactersValidator)]


class Treatment(forms.Form):
    """« Traiter ». Names are those of the buttons and fields of the page.

    `vu`: since when the invoice stood where it was shown. `liste`: the criteria of the list beside it, to come back to.
    """

    etat = forms.ChoiceField(choices=Status.choices)
    motif = forms.CharField(required=False, max_length=40)
    commentaire = Words()
    mandat = Words()
    vu = forms.CharField(required=False, max_length=40)
    liste = forms.CharField(required=False, max_length=2000)

    @property
    def target(self) -> Status:
        return Status(self.cleaned_data["etat"])

    @property
    def mandate(self) -> str:
        """Goes with « Mandatée » only: a number left in the field is no news for another step."""
        return str(self.cleaned_data["mandat"]) if self.target is Status.MANDATEE else ""

    @property
    def asks_more(self) -> bool:
        """Whether the step says more than a button does, and that was not asked yet: a motif, a mandate number."""
        return asks_more(self.target, self.data)

    @property
    def seen(self) -> datetime | None:
        return seen_at(self.cleaned_data["vu"])

    @property
    def in_list(self) -> bool:
        """Whether it came from the panel beside the list."""
        return "liste" in self.data

    @property
    def typed(self) -> Mapping[str, str]:
        """As `typed_before` gives it: to show it again beside a refusal."""
        kept = {"comment": "commentaire", "mandate": "mandat", "motive": "motif"}
        return {**NOTHING_TYPED, **{key: self.cleaned_data[name] for key, name in kept.items()}}


class NoteForm(forms.Form):
    """A private note. `confier` empty: in nobody's hands in particular; `montre`: in whose hands the page showed it."""

    note = Words()
    confier = forms.IntegerField(required=False)
    montre = forms.IntegerField(required=False)

    @property
    def typed(self) -> Mapping[str, str]:
        """As `typed_before` gives it."""
        return {**NOTHING_TYPED, **{key: self.data.get(_NAMES[key], "") for key in ("note", "colleague", "shown")}}


class MessageForm(forms.Form):
    """A word to the other side. `quoi`: what it is for, or that the last one was read and needs none."""

    message = forms.CharField(required=False)
    quoi = forms.CharField(required=False)

    @property
    def only_read(self) -> bool:
        """« C’est lu, sans réponse »."""
        return bool(self.data.get("quoi") == "LU")

    @property
    def what(self) -> Message.What:
        """A question where the page said nothing that we know."""
        asked = self.data.get("quoi", "")
        return Message.What(asked) if asked in Message.What.values else Message.What.QUESTION

    @property
    def typed(self) -> Mapping[str, str]:
        """As `typed_before` gives it."""
        return {**NOTHING_TYPED, "message": self.data.get("message", "")}


def asks_more(target: Status | None, given: Mapping[str, str]) -> bool:
    """Whether the form of `target` has a field of its own that `given` lacks: a way back its motif, « Mandatée » the
    number of the mandate, which may then stay empty."""
    needed = "motif" if target in RETURNS else "mandat" if target is Status.MANDATEE else ""
    return bool(needed) and needed not in given


def seen_at(text: str) -> datetime | None:
    """The moment that a page wrote; None for anything else."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def lines_seen(texts: Sequence[str]) -> dict[int, datetime | None]:
    """The lines that a page showed, as texts « key@moment »: each key with since when it stood where it was shown."""
    parts = (text.partition("@") for text in texts)
    return {pk: seen_at(moment) for text, _at, moment in parts if (pk := key(text)) is not None}


def typed_before(request: HttpRequest) -> Mapping[str, str]:
    """What was typed in a form of the page when the session ended; empty texts otherwise."""
    kept = kept_form(request) or {}
    return {key: "".join(kept.get(name, [])) for key, name in _NAMES.items()}
