"""How a page calls a structure to who does not belong to it: of one that INSEE masks, neither name nor place."""

from django.utils.translation import gettext as _

from unisson.directory.models import Structure


def designation(structure: Structure) -> str:
    """Its name, unless it is masked."""
    return _("Structure non diffusible") if structure.masked else structure.name


def whereabouts(structure: Structure) -> str:
    """Its address on one line; nothing of a masked one."""
    if structure.masked:
        return ""
    return ", ".join(filter(None, (structure.address, f"{structure.postcode} {structure.town}".strip())))
