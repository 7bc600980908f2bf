"""The forms of signing in and of « Mon compte »: what people type. The activities of `accounts` judge it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unisson.accounts import federation, signin
from unisson.accounts.models import User
from unisson.kernel.clock import now
from unisson.kernel.ports import Identified
from unisson.kernel.refusal import Refusal
from unisson.web.language import in_words

from .fields import AddressField


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


class Confirmed(forms.Form):
    """A change of how one signs in: the password is asked again, then `do` is done with what was typed.

    Once valid, the change is made and `outcome` is what it gave.
    """

    outcome: Any
    password = forms.CharField(
        label=_("Votre mot de passe"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *arguments: Any, person: User, do: Callable[[dict[str, Any]], Any], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.person, self._do = person, do

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            try:
                signin.confirm(self.person, typed["password"], at=now())
                self.outcome = self._do(typed)
            except Refusal as refusal:
                field = refusal.field if refusal.field in self.fields else None
                self.add_error(field, forms.ValidationError(in_words(refusal), code=refusal.code))
        return typed


class AddApp(Confirmed):
    """An authenticator application: its name, and a code that it shows."""

    name = forms.CharField(label=_("Nom de cette application"), max_length=60, initial=_("Mon téléphone"))
    code = forms.CharField(
        label=_("Code à 6 chiffres"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AddKey(Confirmed):
    """A passkey: its name, and what the browser answered."""

    name = forms.CharField(label=_("Nom de cette clé"), max_length=60, initial=_("Mon ordinateur"))
    credential = forms.CharField(
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={"required": _("Le navigateur n’a créé aucune clé. Recommencez.")},
    )


class Code(forms.Form):
    """The second factor: a code of the application or a recovery code. `check` raises what is wrong with it."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )

    def __init__(self, *arguments: Any, check: Callable[[str], None], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._check = check

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        try:
            self._check(typed)
        except Refusal as refusal:
            raise forms.ValidationError(in_words(refusal), code=refusal.code) from refusal
        return typed


class ChangeAddress(Confirmed):
    """« Changer mon adresse de connexion »."""

    address = AddressField(
        label=_("Nouvelle adresse de connexion"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class Closing(Confirmed):
    """« Désactiver mon accès ». `alone`: the person is the only manager of a structure, and must say they know."""

    understood = forms.BooleanField(label=_("J’ai compris"), required=False)

    def __init__(self, *arguments: Any, alone: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._alone = alone

    def clean_understood(self) -> bool:
        if self._alone and not self.cleaned_data["understood"]:
            refusal = Refusal("CPP-COMPTE-21")
            raise forms.ValidationError(in_words(refusal), code=refusal.code)
        return bool(self.cleaned_data["understood"])


class Bind(forms.Form):
    """The password of the account at the address that another site told, once."""

    password = forms.CharField(
        label=_("Mot de passe de ce compte"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *arguments: Any, told: Identified, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._told = told
        self._person: User | None = None

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        try:
            self._person = federation.confirm(self._told, password=typed, at=now())
        except Refusal as refusal:
            raise forms.ValidationError(in_words(refusal), code=refusal.code) from refusal
        return typed

    def found(self) -> User | None:
        """Whose password it is."""
        return self._person if self.is_valid() else None
