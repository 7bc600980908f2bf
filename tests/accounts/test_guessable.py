"""What has twelve characters of three kinds and is guessed all the same; the live strength says what is refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation
from pytest_django import Settings

from unisson.accounts.guessable import COMMON, NEAR, fault, near
from unisson.accounts.models import User
from unisson.accounts.passwords import missing, strength

AROUND = ("Claire", "Morel", "claire.morel@safe-style.example", "SAFE STYLE", "Besançon")
GUESSED = [
    ("Password123!", COMMON),
    ("Azerty-2026!", COMMON),
    ("Motdepasse1!", COMMON),
    ("Mot-de-passe-1", COMMON),
    ("P@ssw0rd2026!", COMMON),
    ("M0td3p4ss3!12", COMMON),
    ("1Motdepasse1!", COMMON),
    ("AzertyAzerty1", COMMON),
    ("Abcdefghijk1", COMMON),
    ("Qsdfghjklm-12", COMMON),
    ("Qwertyuiop-1!", COMMON),
    ("Aaaaaaaaaaa1!", COMMON),
    ("Marseille-13!", COMMON),
    ("Unisson-2026", NEAR),
    ("Chorus-Pro-2026", NEAR),
    ("Factures-2026!", NEAR),
    ("Claire-Morel-1", NEAR),
    ("cLaIrE.2026!!", NEAR),
    ("Besancon-2026!", NEAR),
    ("Safe.Style.25", NEAR),
    ("Morel-Bonjour1", NEAR),
]


@pytest.mark.parametrize(("password", "code"), GUESSED)
def test_a_decorated_word_is_guessed(password: str, code: str) -> None:
    assert missing(password) == ""
    assert fault(password, around=AROUND) == code


@pytest.mark.parametrize(
    "password",
    [
        "Nouveau-mot-2026",
        "Essai-2026-xyz",
        "Un-secret-2026",
        "4829-5831-77Q-z",
        "Chorus des grenouilles 7",
        "Vélo-tambour-42",
        "xK9#mQ2$vL7p",
        "Claire aime les azalées 3",
    ],
)
def test_words_of_ones_own_are_taken(password: str) -> None:
    assert fault(password, around=AROUND) == ""


def a_person() -> User:
    person = User(email="claire.morel@safe-style.example", first_name="Claire", last_name="Morel")
    person.near_words = ("SAFE STYLE", "Besançon")
    return person


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("password", [*(password for password, _code in GUESSED), "court", "Nouveau-mot-2026"])
def test_the_live_strength_and_the_refusal_say_the_same(password: str, language: str) -> None:
    with translation.override(language):
        told = strength(password, around=" ".join(near(a_person())).split())
        try:
            validate_password(password, a_person())
        except ValidationError as refused:
            assert (told.tone, told.missing) == ("warn", " ".join(refused.messages))
        else:
            assert (told.tone, told.missing) == ("ok", "")


def test_the_words_of_the_operator_are_words_of_the_place(settings: Settings) -> None:
    assert fault("Syndicat-2026!") == ""
    settings.OPERATOR = "Syndicat numérique, aide@example.org"
    assert fault("Syndicat-2026!") == NEAR


@pytest.mark.parametrize("password", ["", "é" * 200, "🦔" * 100, "A" + "1" * 2_000_000], ids=len)
def test_whatever_is_typed_is_judged_quickly(password: str) -> None:
    assert fault(password, around=[*AROUND, "a " * 1_000_000, *("b" * 9_999)]) in ("", COMMON, NEAR)
