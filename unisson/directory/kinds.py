"""What sort of public body a structure is: by the register's legal category, else by its name, else by its number."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from unisson.kernel.identifiers import STATE_SIRET

from .models import Structure


class Kind(models.TextChoices):
    """The sorts that the directory is searched by."""

    STATE = "ETAT", _("État et services de l’État")
    COMMUNE = "COMMUNE", _("Commune")
    JOINED = "INTERCOMMUNALITE", _("Intercommunalité, syndicat")
    DEPARTMENT = "DEPARTEMENT", _("Département")
    REGION = "REGION", _("Région")
    HEALTH = "SANTE", _("Établissement de santé")
    SOCIAL = "SOCIAL", _("Action sociale")
    SCHOOL = "ENSEIGNEMENT", _("Enseignement et recherche")
    OTHER = "AUTRE", _("Autre établissement public")


_CATEGORIES: Mapping[str, Kind] = {
    "71": Kind.STATE,
    "7210": Kind.COMMUNE,
    "7220": Kind.DEPARTMENT,
    "7230": Kind.REGION,
    "7331": Kind.SCHOOL,
    "7343": Kind.JOINED,
    "7344": Kind.JOINED,
    "7345": Kind.JOINED,
    "7346": Kind.JOINED,
    "7347": Kind.JOINED,
    "7348": Kind.JOINED,
    "7353": Kind.JOINED,
    "7354": Kind.JOINED,
    "7355": Kind.JOINED,
    "7361": Kind.SOCIAL,
    "7362": Kind.SCHOOL,
    "7364": Kind.HEALTH,
    "7365": Kind.HEALTH,
    "7366": Kind.SOCIAL,
    "7383": Kind.SCHOOL,
    "7384": Kind.SCHOOL,
}
"""INSEE's « catégories juridiques », by their beginning."""
_NAMED: Sequence[tuple[Kind, str]] = (
    (Kind.SOCIAL, "ccas cias ehpad"),
    (Kind.HEALTH, "hopital hopitaux hospitalier chu chr chs ch"),
    (Kind.SCHOOL, "ecole ecoles college lycee universite rectorat"),
    (Kind.JOINED, "communaute metropole syndicat sivom sivu cc ca cu"),
    (Kind.COMMUNE, "mairie commune ville"),
    (Kind.DEPARTMENT, "departement departemental"),
    (Kind.REGION, "region regional"),
    (Kind.STATE, "etat ministere prefecture"),
)
"""The first sort of which the name has a word."""
_NUMBERED: Mapping[str, Kind] = {
    "21": Kind.COMMUNE,
    "22": Kind.DEPARTMENT,
    "23": Kind.REGION,
    "24": Kind.JOINED,
    "25": Kind.JOINED,
}
"""The SIREN of local authorities say what they are by their beginning."""


def kind_of(words: Collection[str], **said: Any) -> Kind:
    """The sort of a structure, by the words of its name and the fields of its table."""
    if said["identifier"] == STATE_SIRET:
        return Kind.STATE
    category = str(said["legal_category"])
    told = _CATEGORIES.get(category) or _CATEGORIES.get(category[:2])
    if told or said["buyer"] == Structure.Buyer.HOSPITAL:
        return told or Kind.HEALTH
    named = (kind for kind, marks in _NAMED if any(mark in words for mark in marks.split()))
    return next(named, _NUMBERED.get(str(said["identifier"])[:2], Kind.OTHER))
