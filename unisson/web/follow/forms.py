"""The forms of an invoice's page: the step chosen with what may come with it, and the private note."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest

from unisson.invoices import exchange
from unisson.invoices.colleagues import LONGEST
from unisson.invoices.models import Message
from unisson.invoices.status import Status
from unisson.web.kept import kept_form

NOTHING_TYPED: Mapping[str, str] = {"comment": "", "mandate": "", "note": "", "colleague": "", "message": ""}

_NAMES = {"comment": "commentaire", "mandate": "mandat", "note": "note", "colleague": "confier", "message": "message"}


class Treatment(forms.Form):
    """« Traiter ». Names are those of the buttons and fields of the page."""

    etat = forms.ChoiceField(choices=Status.choices)
    commentaire = forms.CharField(required=False, max_length=2000)
    mandat = forms.CharField(required=False, max_length=50)

    @property
    def typed(self) -> Mapping[str, str]:
        """As `typed_before` gives it: to show it again beside a refusal."""
        return {**NOTHING_TYPED, "comment": self.cleaned_data["commentaire"], "mandate": self.cleaned_data["mandat"]}


class NoteForm(forms.Form):
    """A private note. `confier` empty: in nobody's hands in particular."""

    note = forms.CharField(required=False, max_length=LONGEST)
    confier = forms.IntegerField(required=False)

    @property
    def typed(self) -> Mapping[str, str]:
        """As `typed_before` gives it."""
        return {**NOTHING_TYPED, "note": self.data.get("note", ""), "colleague": self.data.get("confier", "")}


class MessageForm(forms.Form):
    """A word to the other side. `quoi`: what it is for."""

    message = forms.CharField(required=False, max_length=exchange.LONGEST)
    quoi = forms.ChoiceField(choices=Message.What.choices)

    @property
    def typed(self) -> Mapping[str, str]:
        """As `typed_before` gives it."""
        return {**NOTHING_TYPED, "message": self.data.get("message", "")}


def typed_before(request: HttpRequest) -> Mapping[str, str]:
    """What was typed in a form of the page when the session ended; empty texts otherwise."""
    kept = kept_form(request) or {}
    names = {
        "comment": "commentaire",
        "mandate": "mandat",
        "note": "note",
        "colleague": "confier",
        "message": "message",
    }
    return {key: "".join(kept.get(name, [])) for key, name in names.items()}
