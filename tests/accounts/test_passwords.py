import pytest

from unisson.accounts.passwords import missing, strength


@pytest.mark.parametrize(
    ("password", "words"),
    [
        (
            "",
            "Il manque 12 caractères. Il manque, au choix, trois de : une majuscule, une minuscule, un chiffre ou un"
            " caractère spécial.",
        ),
        ("abcdefghijkl", "Il manque, au choix, deux de : une majuscule, un chiffre ou un caractère spécial."),
        ("Abcdefghijkl", "Il manque : un chiffre ou un caractère spécial."),
        ("Abcdefghij1", "Il manque 1 caractère."),
        ("Abcdefghijk1", ""),
        ("mot de passe été", "Il manque : une majuscule ou un chiffre."),
    ],
)
def test_what_is_missing_is_said_in_words(password: str, words: str) -> None:
    assert missing(password).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("password", "tone", "word"),
    [
        ("court", "warn", "insuffisante"),
        ("Trois-mots-7", "ok", "suffisante"),
        ("Trois-mots-7-plus-long", "ok", "forte"),
        ("Motdepasse1!", "warn", "insuffisante"),
    ],
)
def test_the_strength_has_a_word(password: str, tone: str, word: str) -> None:
    told = strength(password)
    assert (told.tone, told.word) == (tone, word)
