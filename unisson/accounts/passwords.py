"""What a password must be (seeds, chapter III step 5; domain-rules §2.2)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST = 12
CLASSES_NEEDED = 3


def classes(password: str) -> int:
    """How many of the four kinds of character are used: capitals, small letters, digits, anything else."""
    kinds = (str.isupper, str.islower, str.isdigit, lambda c: not (c.isascii() and c.isalnum()))
    return sum(any(kind(character) for character in password) for kind in kinds)


class TwelveOfThreeClasses:
    """Django's validator for the rule of the seeds: 12 characters, 3 kinds out of 4."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < SHORTEST or classes(password) < CLASSES_NEEDED:
            raise ValidationError(self.get_help_text(), code="CPP-COMPTE-03")

    def get_help_text(self) -> str:
        return _(
            "Votre mot de passe doit comporter au minimum 12 caractères et au moins 3 types de caractères parmi :"
            " majuscules, minuscules, chiffres, caractères spéciaux."
        )
