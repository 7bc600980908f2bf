from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unisson.files import limits
from unisson.kernel import words
from unisson.kernel.refusal import Refusal

FORBIDDEN = "\\/:*?«»<>|\"'‘’“”„"


def code_of(act: object, *arguments: object, **named: object) -> str:
    with pytest.raises(Refusal) as refusal:
        act(*arguments, **named)  # type: ignore[operator]
    return refusal.value.code


@pytest.mark.parametrize(("size", "code"), [(0, "CPP-FICHIER-01"), (limits.INVOICE_FILE + 1, "CPP-FICHIER-02")])
def test_a_size_out_of_bounds(size: int, code: str) -> None:
    assert code_of(limits.check_size, "f.pdf", size, limit=limits.INVOICE_FILE) == code


def test_a_file_just_over_the_limit_does_not_look_as_if_it_were_at_it() -> None:
    with pytest.raises(Refusal) as refusal:
        limits.check_size("f.pdf", limits.INVOICE_FILE + 5, limit=limits.INVOICE_FILE)
    said = words.sentence(refusal.value.code, refusal.value.values, language="en")
    assert "10.1\u00a0MB" in said
    assert "10\u00a0MB" in said


@pytest.mark.parametrize("size", [1, limits.INVOICE_FILE])
def test_the_bounds_themselves_are_inside(size: int) -> None:
    limits.check_size("f.pdf", size, limit=limits.INVOICE_FILE)


def test_a_dossier_is_bounded_as_a_whole() -> None:
    limits.check_dossier(120 * 1024 * 1024)
    assert code_of(limits.check_dossier, 120 * 1024 * 1024 + 1) == "CPP-FICHIER-08"


@pytest.mark.parametrize("character", FORBIDDEN)
def test_a_forbidden_character_is_refused_with_a_name_to_take_instead(character: str) -> None:
    with pytest.raises(Refusal, match="CPP-FICHIER-03") as refusal:
        limits.check_name(f"fac{character}ture.pdf", limit=limits.ATTACHMENT_NAME)
    assert refusal.value.values["proposal"] == "fac-ture.pdf"


def test_a_name_may_have_as_many_characters_as_the_limit_its_extension_counted() -> None:
    limits.check_name("a" * 46 + ".pdf", limit=50)
    assert code_of(limits.check_name, "a" * 47 + ".pdf", limit=50) == "CPP-FICHIER-04"


@pytest.mark.parametrize("name", ["facture", "facture.exe", "facture.", ".pdf"])
def test_an_attachment_needs_an_accepted_extension(name: str) -> None:
    assert code_of(limits.check_attachment_name, name) == "CPP-FICHIER-05"


@pytest.mark.parametrize("name", ["BON.PDF", "photo.jpeg", "Déclaration n° 3.xlsx"])
def test_accepted_extensions_count_in_any_case(name: str) -> None:
    limits.check_attachment_name(name)


@given(st.text(max_size=300), st.sampled_from([limits.ATTACHMENT_NAME, limits.INVOICE_NAME]))
def test_a_proposed_name_is_always_acceptable(name: str, limit: int) -> None:
    proposal = limits.clean_name(name, limit=limit)
    limits.check_name(proposal, limit=limit)
    assert 0 < len(proposal) <= limit
    assert limits.clean_name(proposal, limit=limit) == proposal


@given(st.text(alphabet=FORBIDDEN + "ab. -", max_size=80))
def test_a_short_extension_survives_the_cleaning(name: str) -> None:
    assert PurePath(limits.clean_name(f"a{name}.pdf", limit=50)).suffix == ".pdf"


@pytest.mark.parametrize("name", ["-x.pdf", "facture.2026 Mairie de Pont-Saint-Esprit", "a.b.c.pdf"])
def test_a_name_that_may_stay_stays(name: str) -> None:
    assert limits.clean_name(name, limit=200) == name


def test_words_after_a_dot_are_no_extension() -> None:
    assert limits.clean_name("facture«1».2026 Mairie de Pont", limit=20) == "facture-1-.2026 Mair"
