"""Models of recurring invoices: kept under a name, used, deleted. They are the structure's, not one person's."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.accounts.models import User
from unisson.directory.lineage import heir
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import one_line

from ..access import Right, get_invoice
from ..models import Invoice, Pattern
from .fields import NAMES, NO_LONGER_TRUE
from .start import begin

LONGEST_NAME = 80
MOST = 100
"""Models of one structure."""


def patterns(actor: User) -> Sequence[Pattern]:
    """Those of the structures that `actor` sends for, by name."""
    return list(_theirs(actor).order_by("name", "pk"))


def _theirs(actor: User) -> QuerySet[Pattern]:
    """Also those kept under a former identifier, through two changes: they begin for the present one."""
    whole = scope(actor, Space.ISSUED, Level.WRITE).structures
    before = Q(supplier__became__in=whole) | Q(supplier__became__became__in=whole)
    return Pattern.objects.filter(Q(supplier__in=whole) | before).select_related("supplier")


def keep(actor: User, draft_id: int, name: str, *, at: datetime) -> Pattern:
    """Keep a draft as a model, in the place of one of the same name. Refusal CPP-SAISIE-08 without a name, -09 when
    there are too many."""
    name = one_line(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refusal("CPP-SAISIE-08", field="pattern", limit=LONGEST_NAME)
    draft = get_invoice(actor, draft_id, Right.WRITE_ISSUED)
    if not draft.is_typed or draft.supplier_id not in scope(actor, Space.ISSUED, Level.WRITE).structures:
        raise NotFound
    typed = draft.draft.get("typed", {})
    texts = {key: text for key, text in typed.items() if key in NAMES - NO_LONGER_TRUE and text}
    with transaction.atomic():
        others = Pattern.objects.filter(supplier=draft.supplier).exclude(name=name)
        if others.count() >= MOST:
            raise Refusal("CPP-SAISIE-09", field="pattern", limit=MOST)
        kept, _is_new = Pattern.objects.update_or_create(
            supplier=draft.supplier, name=name, defaults={"typed": texts, "kept_at": at}
        )
    return kept


def use(actor: User, pk: int, *, at: datetime) -> Invoice:
    """A new draft from a model. NotFound when it is not theirs; refusals of `begin`."""
    pattern = get(actor, pk)
    return begin(actor, heir(pattern.supplier) or pattern.supplier, texts=pattern.typed, at=at)


def delete(actor: User, pk: int) -> None:
    """NotFound when it is not theirs; what was made from it stays."""
    get(actor, pk).delete()


def get(actor: User, pk: int) -> Pattern:
    """One of `patterns`. NotFound for any other."""
    found = _theirs(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
