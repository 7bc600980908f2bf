"""« Traiter »: the step chosen, and what may come with it."""

from django import forms

from unisson.invoices.status import Status


class Treatment(forms.Form):
    """Names are those of the buttons and fields of the page."""

    etat = forms.ChoiceField(choices=Status.choices)
    commentaire = forms.CharField(required=False, max_length=2000)
    mandat = forms.CharField(required=False, max_length=50)
