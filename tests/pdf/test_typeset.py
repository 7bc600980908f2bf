from typing import Any

import pypdfium2
import pytest

from unisson.pdf import typeset

SNAPSHOT: dict[str, Any] = {
    "certificate_number": "9SpD/2Izpc388wBXA4KSBl5xJIN7o1B0HWWQ2HNv0Ag=",
    "deposited_at": "2026-11-20T14:14:02+01:00",
    "kind": "FACTURE",
    "number": "050",
    "issue_date": "2026-10-29",
    "currency": "EUR",
    "framework": "A1",
    "commitment": "2026-0417",
    "supplier": {"identifier": "53819959700013", "name": "SAFE STYLE"},
    "recipient": {"identifier": "21300202500012", "name": "MAIRIE DE PONT-SAINT-ESPRIT"},
    "net_total": "3500.00",
    "vat_total": "0.00",
    "discount": "0.00",
    "gross_before_discount": "3500.00",
    "gross_total": "3500.00",
    "net_to_pay": "3500.00",
    "file": {"name": "facture-050.pdf", "sha256": "ab" * 32},
    "verify_url": "https://portail.example/verifier/",
}


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize(
    "expected",
    [
        "Certificat de dépôt",
        "9SpD/2Izpc388wBXA4KSBl5xJIN7o1B0HWWQ2HNv0Ag=",
        "538\u00a0199\u00a0597\u00a000013",
        "20\u00a0novembre 2026 à 14\u00a0h\u00a014\u00a0min\u00a002\u00a0s",
        "29\u00a0octobre 2026",
        "3\u202f500,00\u00a0EUR",
        "ab" * 32,
        "2026-0417",
    ],
)
def test_the_certificate_says(expected: str) -> None:
    spaces = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\r": ""})
    assert expected.translate(spaces) in text_of(typeset.render("certificate", SNAPSHOT)).translate(spaces)


SIGNATURE = {"signer": "SAFE STYLE", "signed_at": "2026-11-20T13:10:00+00:00", "intact": True, "whole": True}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, "SAFE STYLE Signée le 20 novembre 2026 à 14 h 10 min 00 s Intègre, signataire non vérifié."),
        ({"trusted": True, "signed_at": ""}, "SAFE STYLE Intègre, signataire vérifié."),
        ({"intact": False, "signer": ""}, "Le fichier a été modifié après la signature."),
        ({"intact": False, "why": "elsewhere"}, "Elle ne porte pas sur cette facture."),
        ({"intact": None, "why": "weak"}, "son algorithme (SHA-1) ne prouve plus rien."),
        ({"intact": None}, "Elle n’a pas pu être contrôlée."),
        ({"why": "expired"}, "n’était pas en cours de validité"),
        ({"whole": False}, "le fichier a été complété après la signature"),
    ],
)
def test_the_certificate_names_a_signature_and_its_verdict(said: dict[str, Any], expected: str) -> None:
    signature = {"trusted": False, "why": "", **SIGNATURE, **said}
    text = " ".join(text_of(typeset.render("certificate", {**SNAPSHOT, "signature": signature})).split())
    assert "Signature électronique" in text and expected in text
    assert "Signature électronique" not in text_of(typeset.render("certificate", SNAPSHOT))


def test_the_certificate_is_pdf_a_and_the_same_each_time() -> None:
    pdf = typeset.render("certificate", SNAPSHOT)
    assert b"pdfaid:part>2<" in pdf
    assert b"/StructTreeRoot" in pdf
    assert typeset.render("certificate", SNAPSHOT) == pdf


def test_what_a_supplier_writes_is_text_and_never_markup() -> None:
    name = '#panic("x") *gras* $x$ <a>'
    pdf = typeset.render("certificate", {**SNAPSHOT, "supplier": {"identifier": "53819959700013", "name": name}})
    assert name in text_of(pdf)


def test_a_script_without_a_glyph_still_makes_a_page() -> None:
    pdf = typeset.render("certificate", {**SNAPSHOT, "supplier": {"identifier": "1", "name": "株式会社 🎻"}})
    assert text_of(pdf)
