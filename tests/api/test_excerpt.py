"""What is kept of a body: short, without files, and without anything that opens a door."""

import base64
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unisson.api.excerpt import MOST, excerpt

IBAN = "FR7630006000011234567890189"


def said(value: object, **more: tuple[str, ...]) -> str:
    return excerpt(json.dumps(value, ensure_ascii=False).encode(), **more)


def test_a_short_body_stands_as_it_came() -> None:
    body = {"structure": {"identifiantStructure": "21300202500012"}, "n": 1, "accents": "é « ’"}
    assert json.loads(said(body)) == body


@pytest.mark.parametrize("size", [1, 50, 3000, 400_000])
def test_a_file_is_told_by_its_size(size: int) -> None:
    sent = base64.b64encode(b"x" * size).decode()
    told = json.loads(said({"fichierFlux": sent, "nomFichier": "f.xml"}))
    assert told["nomFichier"] == "f.xml"
    assert told["fichierFlux"] == f"({size} octets)"


def test_a_file_under_another_name_is_known_by_its_look() -> None:
    told = json.loads(said({"contenu": base64.b64encode(bytes(range(256)) * 40).decode(), "fin": 1}))
    assert told == {"contenu": "(10240 octets)", "fin": 1}


def test_a_long_body_is_cut() -> None:
    told = said({"libelle": "mot " * 20_000})
    assert len(told) == MOST + 1
    assert told.endswith("…")


@pytest.mark.parametrize(
    "key", ["iban", "motDePasse", "client_secret", "coordBancairesFournisseurCompteBancaire", "bic"]
)
@pytest.mark.parametrize("value", ["secret-1234", 'a"b', 123456])
def test_a_value_is_hidden_by_the_name_of_its_key(key: str, value: str | int) -> None:
    told = json.loads(said({key: value, "apres": "oui"}))
    assert told == {key: "••••", "apres": "oui"}


def test_a_bank_number_anywhere_is_masked_as_on_screen() -> None:
    told = said({"commentaire": f"Payez sur {IBAN}, ou FR76 3000 6000 0112 3456 7890 189."})
    assert "FR •••• 0189" in told
    assert "30006" not in told
    assert "3000 6000" not in told


def test_what_is_no_json_is_shown_without_its_secrets() -> None:
    told = excerpt(b"client_id=me&client_secret=abc\xff\0&x=1")
    assert "abc" not in told
    assert "client_id=me" in told
    assert "\0" not in told


@given(
    before=st.text(max_size=6000),
    secret=st.text(alphabet="abcdefghijkmnopqrstuvwxyzABCDEFGH0123456789", min_size=28, max_size=120),
    key=st.sampled_from(["a", "iban", "commentaire"]),
    after=st.text(max_size=50),
)
def test_a_secret_of_the_call_is_never_kept_wherever_it_stands_and_is_cut(
    before: str, secret: str, key: str, after: str
) -> None:
    told = said(
        {"b": before, key: f"{after}{secret}{after}", "f": base64.b64encode(before.encode()).decode()},
        secrets=(secret,),
    )
    assert secret not in told
    assert secret[:20] not in told


def test_the_largest_body_costs_no_more_than_its_beginning() -> None:
    body = json.dumps({"fichierFlux": "A" * 30_000_000, "nomFichier": "f"}).encode()
    began = time.process_time()
    assert "22500000 octets" in excerpt(body)
    assert time.process_time() - began < 0.2
