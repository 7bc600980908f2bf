"""Where events go, and which."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unisson.directory.models import Structure
from unisson.notices.models import Endpoint
from unisson.notices.webhooks.addresses import LONGEST
from unisson.notices.webhooks.events import KINDS
from unisson.web.account.fields import UnlinkedNameField

from .forms import StructureChoice
from .hooks_page import EVENTS


class HookForm(StructureChoice):
    """The address, the events, a name."""

    url = forms.CharField(label=_("Adresse"), max_length=LONGEST)
    description = UnlinkedNameField(label=_("Nom"), max_length=100, required=False)
    events = forms.MultipleChoiceField(
        label=_("Événements"), choices=[(kind, EVENTS[kind]) for kind in KINDS], widget=forms.CheckboxSelectMultiple
    )

    @classmethod
    def new(cls, data: Any, *, among: Sequence[Structure], chosen: Structure | None) -> "HookForm":
        """For one more, at one of these structures."""
        return cls(data, among=among, chosen=chosen, initial={"events": list(KINDS)})

    @classmethod
    def of(cls, data: Any, endpoint: Endpoint) -> "HookForm":
        """For one that is there."""
        told = {"url": endpoint.url, "description": endpoint.description, "events": endpoint.kinds}
        return cls(data, among=[endpoint.structure], chosen=None, initial=told)

    @property
    def asked(self) -> dict[str, Any]:
        """What the activity takes."""
        cleaned = self.cleaned_data
        return {"url": cleaned["url"], "kinds": cleaned["events"], "description": cleaned["description"]}
