"""The verification of a certificate: two files, read and forgotten."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from unisson.files import limits
from unisson.kernel.refusal import Refusal
from unisson.web.language import in_words


class Verification(forms.Form):
    """The certificate's PDF and, if one has it, the invoice file."""

    certificate = forms.FileField(label=_("Certificat de dépôt"))
    invoice = forms.FileField(label=_("Fichier de la facture"), required=False)

    def clean_certificate(self) -> bytes | None:
        return _content(self.cleaned_data["certificate"])

    def clean_invoice(self) -> bytes | None:
        return _content(self.cleaned_data["invoice"])


def _content(upload: UploadedFile[Any] | None) -> bytes | None:
    """The bytes of an upload no larger than an invoice may be."""
    if upload is None:
        return None
    try:
        limits.check_size(upload.name or "", upload.size or 0, limit=limits.INVOICE_FILE)
    except Refusal as refusal:
        raise forms.ValidationError(in_words(refusal), code=refusal.code) from refusal
    content: bytes = upload.read()
    return content
