"""Fields of people: names that letters carry, addresses that a mail server takes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unisson.kernel.texts import one_line

_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
"""RFC 5321 without its quoted and bare-number forms, which nobody has, nor letters outside ASCII: they look alike, and
a mail server without SMTPUTF8 takes none."""
_DOT = "[.\u3002\uff0e\uff61]"
"""With the full stops of other scripts, which browsers take for it."""
_LURE = re.compile(
    rf"://|www{_DOT}|@|[\w-]{{2,}}{_DOT}[^\W\d_]{{2,}}|\w{_DOT}(?:com?|fr|io|ly|me|net|org)\b", re.IGNORECASE
)
"""What readers of mail make a link of in a name: addresses, and bare domains. « J.-P. Roy », « S.A.R.L. » are none."""


class NameField(forms.CharField):
    """A name: one line that shows something."""

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value) or ""))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not any(sign.isalnum() for sign in value):
            raise forms.ValidationError(_("Écrivez au moins une lettre ou un chiffre."))


class UnlinkedNameField(NameField):
    """A name that strangers may read, of a person or a company: no address in it."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if _LURE.search(value):
            raise forms.ValidationError(_("Un nom ne contient ni lien ni adresse."))


class AddressField(forms.EmailField):
    """An address where letters go, in small letters."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").strip().lower()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not _ADDRESS.fullmatch(value):
            raise forms.ValidationError(
                _("Écrivez une adresse comme prenom.nom@exemple.fr, sans accent ni lettre d’un autre alphabet.")
            )
