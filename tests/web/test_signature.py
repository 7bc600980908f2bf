"""What is said of a signature."""

from typing import Any

import pytest

from unisson.web.signature import signature_in_words


def signed(**report: Any) -> dict[str, Any]:
    return {"signer": "CN=Claire", "signed_at": "", "intact": True, "whole": True, "trusted": False, **report}


def test_an_unsigned_file_says_nothing_of_a_signature_in_words() -> None:
    assert signature_in_words({}) == ""


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({}, "intègre, signataire non vérifié"),
        ({"trusted": True}, "intègre, signataire vérifié"),
        ({"whole": False}, "complété"),
        ({"intact": False}, "modifié"),
        ({"intact": None}, "contrôlée"),
        ({"intact": None, "why": "weak"}, "SHA-1"),
        ({"intact": None, "why": "elsewhere"}, "ne porte pas sur cette facture"),
        ({"intact": None, "why": "several"}, "plusieurs"),
        ({"why": "expired"}, "certificat"),
    ],
)
def test_a_signature_is_never_called_valid(report: dict[str, Any], words: str) -> None:
    said = signature_in_words(signed(**report))

    assert words in said
    assert "valide" not in said
