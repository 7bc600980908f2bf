"""Landmarks in words: « Numéro : à droite de « Réf. pièce » »."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.directory.models import Structure
from unisson.invoices.models import Landmark

from .fields import LABELS


@dataclass(frozen=True, kw_only=True)
class LandmarkRow:
    """One landmark, as its line says it."""

    landmark: Landmark
    field: str
    place: str
    proof: str


@dataclass(frozen=True, kw_only=True)
class LandmarkGroup:
    """Those of one structure."""

    structure: Structure
    rows: Sequence[LandmarkRow]


def rows_by_structure(landmarks: Sequence[Landmark]) -> list[LandmarkGroup]:
    """The landmarks of each structure, each field in the order of the form."""
    order = {name: rank for rank, name in enumerate(LABELS)}
    return [
        LandmarkGroup(
            structure=structure,
            rows=[_row(one) for one in sorted(group, key=lambda one: (order.get(one.field, len(order)), -one.times))],
        )
        for structure, group in groupby(landmarks, key=lambda one: one.supplier)
    ]


def in_place(landmark: Landmark) -> str:
    """« Numéro, à droite de « Réf. pièce » »."""
    about = {"field": _field(landmark), "anchor": landmark.anchor}
    if landmark.side == "below":
        return _("%(field)s, sous « %(anchor)s »") % about
    return _("%(field)s, à droite de « %(anchor)s »") % about


def _row(landmark: Landmark) -> LandmarkRow:
    about = {"anchor": landmark.anchor, "page": landmark.page}
    below = landmark.side == "below"
    return LandmarkRow(
        landmark=landmark,
        field=_field(landmark),
        place=_("sous « %(anchor)s », page %(page)s") % about
        if below
        else _("à droite de « %(anchor)s », page %(page)s") % about,
        proof=ngettext("%(n)s facture", "%(n)s factures", landmark.times) % {"n": landmark.times},
    )


def _field(landmark: Landmark) -> str:
    return str(LABELS.get(landmark.field, landmark.field))
