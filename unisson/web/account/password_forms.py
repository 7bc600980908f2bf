"""The forms that choose a password, and the secret question that goes with it."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from unisson.accounts import question, signin
from unisson.accounts.models import User
from unisson.kernel.clock import now
from unisson.kernel.refusal import Refusal
from unisson.web.language import in_words

from .fields import UnlinkedNameField
from .forms import Confirmed


def _questions() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Question secrète"), choices=[("", _("Choisissez une question")), *question.QUESTIONS.items()]
    )


def _answer() -> forms.CharField:
    return forms.CharField(
        label=_("Réponse"),
        max_length=200,
        help_text=_("3 lettres au moins. Majuscules, accents et espaces ne comptent pas."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _judged(answer: str) -> str:
    try:
        question.judged(answer)
    except Refusal as refusal:
        raise forms.ValidationError(in_words(refusal), code=refusal.code) from refusal
    return answer


class Choosing:
    """What the rules say of a password stands beside it, not beside its repetition."""

    def validate_password_for_user(self, user: User, password_field_name: str = "") -> None:
        super().validate_password_for_user(user, "new_password1")  # type: ignore[misc]


class Activation(Choosing, SetPasswordForm):  # type: ignore[type-arg]
    """« Activation du compte utilisateur »: the password and the secret question."""

    question = _questions()
    answer = _answer()

    def clean_answer(self) -> str:
        return _judged(str(self.cleaned_data["answer"]))


class Joining(Activation):
    """The same for who comes by a manager's proposal, and never typed a name nor saw the terms."""

    last_name = UnlinkedNameField(
        label=_("Nom"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    first_name = UnlinkedNameField(
        label=_("Prénom"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    terms = forms.BooleanField(
        label=_("J’accepte les conditions d’utilisation"),
        error_messages={"required": _("Sans cet accord, le compte ne peut pas être créé.")},
    )


class Reset(Choosing, SetPasswordForm):  # type: ignore[type-arg]
    """The page of the link: a new password, once the secret question of who has one is answered."""

    answer = _answer()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.asked = question.asked(self.user)
        if not self.asked:
            del self.fields["answer"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.asked and not self.errors:  # a password that is refused anyway uses no try
            try:
                question.check(self.user, typed["answer"], at=now())
            except Refusal as refusal:
                self.add_error("answer", forms.ValidationError(in_words(refusal), code=refusal.code))
        return typed


class Change(Choosing, PasswordChangeForm):
    """The change of a known password: the old one is asked under the lock of the log-in page."""

    def clean_old_password(self) -> str:
        old = str(self.cleaned_data["old_password"])
        try:
            signin.confirm(self.user, old, at=now())
        except Refusal as refusal:
            raise forms.ValidationError(in_words(refusal), code=refusal.code) from refusal
        return old


class Question(Confirmed):
    """« Question secrète » of « Mon compte »."""

    question = _questions()
    answer = _answer()
