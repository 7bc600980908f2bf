"""The forms of signing in and of « Mon compte »: what people type. The activities of `accounts` judge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unisson.accounts import signin
from unisson.accounts.models import User
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.language import in_words


class SignIn(forms.Form):
    """Address and password; once valid, `person` is who they belong to."""

    person: User
    username = forms.EmailField(
        label=_("Adresse électronique de connexion"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if {"username", "password"} <= typed.keys():
            try:
                self.person = signin.check(address=typed["username"], password=typed["password"], at=now())
            except Refusal as refusal:
                raise forms.ValidationError(in_words(refusal), code=refusal.code) from refusal
        return typed


class Address(forms.Form):
    """The connection address of a forgotten password."""

    address = forms.EmailField(
        label=_("Adresse électronique de connexion"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
