"""How many, as people read it; in words of what was counted no further than `invoices.counting.COUNTED`."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from unisson.invoices.lists.counting import COUNTED


def grouped(number: int) -> str:
    """1 234 567 with the space of amounts; 1,234,567 in English."""
    return str(number_format(number, 0, force_grouping=True)).replace("\u00a0", "\u202f")


def so_many(number: int) -> str:
    """For the beginning of a sentence."""
    if number <= COUNTED:
        return str(number)
    return _("Plus de %(count)s") % {"count": number_format(COUNTED, force_grouping=True)}


def pill(number: int) -> str:
    """For a pill beside a name; nothing for none."""
    if number <= COUNTED:
        return str(number or "")
    return f"{number_format(COUNTED, force_grouping=True)}+"
