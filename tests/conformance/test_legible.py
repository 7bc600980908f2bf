"""A stranger's file on the public page: a verdict or a plain sentence, whatever the file does."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from unisson.accounts import pacing

pytestmark = [pytest.mark.conformance, pytest.mark.django_db]

SAMPLE = {
    "C-encrypted-pdf/encrypted-invoice__encrypted-userpw-aes256-100.pdf": "CPP-PDF-03",
    "C-encrypted-pdf/encrypted-invoice__encrypted-owneronly-aes128-103.pdf": "",
    "C-hostile-pdf/pdfattack__javascript-openaction.pdf": "",
    "C-hostile-pdf/pdfattack__form-xobject-loop.pdf": "",
    "C-hostile-pdf/pdfattack__page-tree-loop.pdf": "CPP-PDF-02",
    "C-hostile-pdf/pdfattack__many-filters.pdf": "",
    "C-hostile-pdf/malformed__boundingBox_invalid.pdf": "CPP-PDF-02",
    "C-hostile-pdf/malformed__poppler-395-0-fuzzed.pdf": "CPP-PDF-02",
    "C-signed-pdf/signed-invoice__signed-tampered-101.pdf": "",
    "C-scanned-pdf/scan__scan-L6-102.pdf": "",
}
"""Each file, and why it is refused; "" where it is examined."""
SIGNED = {
    "signed-invoice__signed-ok-100.pdf": ("info", "intègre, signataire non vérifié"),
    "signed-invoice__signed-expired-102.pdf": ("info", "intègre, signataire non vérifié"),
    "signed-invoice__signed-twice-103.pdf": ("info", "intègre, signataire non vérifié"),
    "signed-invoice__signed-tampered-101.pdf": ("warn", "modifié après la signature"),
    "signed__one-byterange.pdf": ("info", "complété après la signature, signataire non vérifié"),
}


def show(client: Client, path: Path):  # type: ignore[no-untyped-def]
    pacing.forget()
    return client.post(reverse("legible"), {"file": SimpleUploadedFile(path.name, path.read_bytes())})


@pytest.mark.parametrize("name", SAMPLE)
def test_a_hostile_file_is_examined_or_refused_in_a_sentence(name: str, client: Client, corpus: Path) -> None:
    answer = show(client, corpus / name)
    refusal = answer.context.get("refusal")
    assert answer.status_code == 200
    assert (refusal.code if refusal else "") == SAMPLE[name]


@pytest.mark.parametrize("name", SIGNED)
def test_a_signature_is_told_for_what_it_is(name: str, client: Client, corpus: Path) -> None:
    page = show(client, corpus / "C-signed-pdf" / name).context["page"]
    tone, words = SIGNED[name]
    assert page.signature_tone == tone
    assert words in page.signature
    assert "valide" not in page.signature
