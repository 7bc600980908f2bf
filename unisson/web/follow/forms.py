"""« Traiter »: the step chosen, and what may come with it."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest

from unisson.invoices.status import Status
from unisson.web.kept import kept_form

NOTHING_TYPED: Mapping[str, str] = {"comment": "", "mandate": ""}


class Treatment(forms.Form):
    """Names are those of the buttons and fields of the page."""

    etat = forms.ChoiceField(choices=Status.choices)
    commentaire = forms.CharField(required=False, max_length=2000)
    mandat = forms.CharField(required=False, max_length=50)

    @property
    def typed(self) -> Mapping[str, str]:
        """`comment` and `mandate`, as `typed_before` gives them: to show them again beside a refusal."""
        return {"comment": self.cleaned_data["commentaire"], "mandate": self.cleaned_data["mandat"]}


def typed_before(request: HttpRequest) -> Mapping[str, str]:
    """`comment` and `mandate` as they were typed when the session ended; empty texts otherwise."""
    kept = kept_form(request) or {}
    return {"comment": "".join(kept.get("commentaire", [])), "mandate": "".join(kept.get("mandat", []))}
