"""For which structure something is made; the request to connect a piece of software."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unisson.directory.models import Structure
from unisson.kernel.keys import key
from unisson.kernel.refusal import Refusal
from unisson.web.account.fields import UnlinkedNameField
from unisson.web.language import in_words


class StructureChoice(forms.Form):
    """For which structure, where there are several."""

    structure = forms.ChoiceField(label=_("Structure"))

    def __init__(
        self, data: Any = None, *, among: Sequence[Structure], chosen: Structure | None, initial: Any = None
    ) -> None:
        super().__init__(data, initial={"structure": str(chosen.pk) if chosen else "", **(initial or {})})
        choices = [(str(one.pk), str(one)) for one in among]
        if len(choices) == 1:
            self.fields["structure"] = forms.ChoiceField(choices=choices, required=False, widget=forms.HiddenInput)
            self.initial["structure"] = choices[0][0]
        else:
            self.fields["structure"].choices = [("", _("Choisissez")), *choices]  # type: ignore[attr-defined]
        self._only = among[0].pk if len(among) == 1 else None

    @property
    def structure_pk(self) -> int:
        """The structure that was chosen, or the only one."""
        return key(self.cleaned_data["structure"]) or self._only or 0

    def refused(self, refusal: Refusal) -> None:
        """Show `refusal` where it belongs, else above the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, in_words(refusal))


class AskForm(StructureChoice):
    """What the software is called; a word for whoever decides."""

    name = UnlinkedNameField(label=_("Nom du logiciel"), max_length=100)
    word = forms.CharField(label=_("À quoi il servira"), max_length=500, required=False, widget=forms.Textarea)
