"""A recipient named on the page without a number: the directory knows it when one public structure bears the name."""

from collections.abc import Iterator
from typing import Any

from unisson.directory.search import public_structures_named
from unisson.pdf.addressees import Addressee
from unisson.pdf.candidate import Candidates
from unisson.pdf.labels import Field


def recipient_by_name(found: Candidates) -> dict[str, Any] | None:
    """The sight of the recipient, to be looked at. None where a number was read, or the names fit none or several."""
    if found.value(Field.RECIPIENT_SIRET):
        return None
    known = {identifier: one for one in found.addressees for identifier in _identifiers(one)}
    if len(known) != 1:
        return None
    ((identifier, one),) = known.items()
    place = {"shown": one.name, "page": one.page, "box": list(one.box)}
    return {"value": identifier, **place, "sure": False, "likely": False, "alternatives": []}


def _identifiers(one: Addressee) -> Iterator[str]:
    """Of the name as it stands, or with the line under it."""
    near = " ".join(one.below)
    for name in (one.name, " ".join((one.name, *one.below[:1]))):
        yield from (structure.identifier for structure in public_structures_named(name, near=near))
