"""What a password must be (seeds, chapter III step 5; domain-rules §2.2), and what one still lacks, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unisson.kernel.words import sentence
from unisson.notices.language import reader_language

from . import guessable

SHORTEST = 12
CLASSES_NEEDED = 3
_LONG = 16
"""Characters from which a good password is a strong one."""
_KINDS: tuple[tuple[Callable[[str], bool], str | Promise], ...] = (
    (str.isupper, gettext_lazy("une majuscule")),
    (str.islower, gettext_lazy("une minuscule")),
    (str.isdigit, gettext_lazy("un chiffre")),
    (lambda c: not (c.isascii() and c.isalnum()), gettext_lazy("un caractère spécial")),
)


@dataclass(frozen=True, kw_only=True)
class Strength:
    """« Complexité du mot de passe »: `tone` and word, and what is missing, "" when nothing is."""

    tone: str
    word: str
    missing: str


def classes(password: str) -> int:
    """How many of the four kinds of character are used: capitals, small letters, digits, anything else."""
    return sum(any(map(kind, password)) for kind, _name in _KINDS)


def strength(password: str, *, around: Iterable[str] = ()) -> Strength:
    """How good `password` is, without its being kept anywhere. What is refused is « insuffisante », and for the same
    reason; `around`: see `guessable.fault`."""
    if lacking := missing(password) or _guessed(guessable.fault(password, around=around)):
        return Strength(tone="warn", word=_("insuffisante"), missing=lacking)
    if len(password) < _LONG:
        return Strength(tone="ok", word=_("suffisante"), missing="")
    return Strength(tone="ok", word=_("forte"), missing="")


def missing(password: str) -> str:
    """What has to be added, in one or two sentences."""
    count, kinds = SHORTEST - len(password), CLASSES_NEEDED - classes(password)
    said = []
    if count > 0:
        more = ngettext("Il manque %(count)s caractère.", "Il manque %(count)s caractères.", count)
        said.append(more % {"count": count})
    if kinds > 0:
        said.append(_kinds_missing(kinds) % {"kinds": _either(password)})
    return " ".join(said)


class TwelveOfThreeClasses:
    """Django's validator for the rule of the seeds: 12 characters, 3 kinds out of 4."""

    def validate(self, password: str, user: object = None) -> None:
        if lacking := missing(password):
            raise ValidationError(lacking, code="CPP-COMPTE-03")

    def get_help_text(self) -> str:
        return _(
            "Votre mot de passe doit comporter au minimum 12 caractères et au moins 3 types de caractères parmi :"
            " majuscules, minuscules, chiffres, caractères spéciaux."
        )


class NotGuessable:
    """Django's validator for what has enough characters of enough kinds and is guessed all the same."""

    def validate(self, password: str, user: object = None) -> None:
        if code := not missing(password) and guessable.fault(password, around=guessable.near(user)):
            raise ValidationError(_guessed(code), code=code)

    def get_help_text(self) -> str:
        return _("Un mot courant, votre nom, votre adresse et le nom de votre structure se devinent : évitez-les.")


def _guessed(code: str) -> str:
    return sentence(code, {}, language=reader_language()) if code else ""


def _kinds_missing(count: int) -> str:
    if count == 1:
        return _("Il manque : %(kinds)s.")
    return (
        _("Il manque, au choix, deux de : %(kinds)s.")
        if count == 2
        else _("Il manque, au choix, trois de : %(kinds)s.")
    )


def _either(password: str) -> str:
    """The kinds that `password` has not yet: « une majuscule, un chiffre ou un caractère spécial »."""
    *others, last = [str(name) for kind, name in _KINDS if not any(map(kind, password))]
    return _("%(others)s ou %(last)s") % {"others": ", ".join(others), "last": last} if others else last
