"""The recipient of a draft whose file says no number: by the name on the page, or as it was chosen before."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from unisson.accounts.models import User
from unisson.directory.search import public_structures_named
from unisson.pdf.addressees import Addressee
from unisson.pdf.candidate import Candidates
from unisson.pdf.labels import Field

from ..models import Invoice


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


def address(actor: User, draft: Invoice, siret: str, *, at: datetime) -> Invoice:
    """Put the recipient that was chosen in the directory into a new draft, unless its file names one, which stays."""
    from . import drafts  # which reads the names of pages by this module

    if draft.draft.get("typed", {}).get("recipient_siret") or drafts.is_fixed(draft, "recipient_siret"):
        return draft
    return drafts.fill(actor, draft.pk, {"recipient_siret": siret}, at=at)
