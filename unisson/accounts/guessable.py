"""Passwords of enough kinds of characters that anybody guesses all the same: a common word, neighbouring keys or a word
of the place, with digits and signs around it. Nothing is asked of any network."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from types import SimpleNamespace

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from .models import User

COMMON, NEAR = "CPP-COMPTE-24", "CPP-COMPTE-25"
PLACE = (
    *("unisson", "chorus", "choruspro", "facture", "factures", "facturation", "facturier", "portail", "structure"),
    *("fournisseur", "mairie", "commune", "tresor", "public", "publique", "ministere", "finances", "siret", "siren"),
)
"""Words of the place, beside those of the operator and of the person."""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN = 4
"""Letters in a row, of the alphabet or of a keyboard, from which they are one."""
_READ = 64
"""Characters that are judged: whoever sends millions makes nobody wait."""
_SHORTEST_WORD = 3
_OWN = 4
"""Letters that have to be left of a password, once what everybody knows is taken out of it."""
_SIGNS = str.maketrans("034578@$€", "oeastbase")
"""Signs that stand for letters; « 1 » and « ! » stand for two."""
_ONES = (str.maketrans("1!", "ii"), str.maketrans("1!", "ll"))
_NO_LETTERS = re.compile(r"[^a-z]+")


def near(user: object) -> tuple[str, ...]:
    """What is known of who chooses a password: name, addresses, and what a door found of the place (`near_words`)."""
    if not isinstance(user, User):
        return ()
    return (user.first_name, user.last_name, user.email, user.contact_email, *user.near_words)


def fault(password: str, *, around: Iterable[str] = ()) -> str:
    """The code of what makes `password` easy to guess, "" for nothing. `around`: names and addresses of its person."""
    password, around = password[:_READ], [text[:_READ] for text in around if text][:_READ]
    # Judged by the plain spelling: read as letters, any digit would make a password longer.
    plain = _letters(password)
    own = _without(plain, _words(around))
    if (own != plain and (len(own) < _OWN or _is_common(own))) or _resembles(password, around):
        return NEAR
    if _is_common(password.lower()) or any(map(_is_common, _spellings(password))):
        return COMMON
    rest = _without_runs(own)
    return COMMON if rest != own and (len(rest) < _OWN or _is_common(rest)) else ""


def _words(around: Iterable[str]) -> list[str]:
    """The single words of the place and of the person, the longest first."""
    texts = [*around, settings.OPERATOR, settings.BASE_URL]
    found = {word for text in texts for word in _NO_LETTERS.split(_folded(text)) if len(word) >= _SHORTEST_WORD}
    return sorted(found | set(PLACE), key=lambda word: (-len(word), word))


def _spellings(password: str) -> Iterator[str]:
    """The letters of `password`, without the digits and signs around and between, and with those that stand for one."""
    yield _letters(password)
    folded = _folded(password).lstrip("0123456789!@$€-_. ")
    last = max((at for at, sign in enumerate(folded) if "a" <= sign <= "z"), default=-1)
    for end, ones in itertools.product(range(last + 1, len(folded) + 1), _ONES):
        yield _NO_LETTERS.sub("", folded[:end].translate(_SIGNS).translate(ones))


def _is_common(word: str) -> bool:
    """Whether it is one of the most common, once or again and again."""
    if len(word) < _OWN:
        return False
    return any(word == word[:long] * (len(word) // long) and word[:long] in _common() for long in _periods(word))


def _periods(word: str) -> list[int]:
    return [long for long in range(_SHORTEST_WORD, len(word) + 1) if len(word) % long == 0]


@cache
def _common() -> frozenset[str]:
    """The 20 000 most common, as Django lists them."""
    return frozenset(CommonPasswordValidator().passwords)


def _without(letters: str, words: Iterable[str]) -> str:
    for word in words:
        letters = letters.replace(word, "")
    return letters


def _without_runs(letters: str) -> str:
    """Without neighbours on a keyboard or in the alphabet, either way, and without one letter again and again."""
    letters = re.sub(r"(.)\1{2,}", "", letters)
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        for long in range(len(row), _RUN - 1, -1):
            letters = _without(letters, (row[at : at + long] for at in range(len(row) - long + 1)))
    return letters


def _resembles(password: str, around: list[str]) -> bool:
    person = SimpleNamespace(near=" ".join(around))
    try:
        UserAttributeSimilarityValidator(user_attributes=("near",)).validate(password, person)  # type: ignore[arg-type]
    except ValidationError:
        return True
    return False


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", _folded(text))


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
