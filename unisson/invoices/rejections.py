"""« Traiter le rejet » of all the rejections of a Synthèse at once, however many, or of those that software names."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.kernel.refusal import NotFound, Refusal

from .access import Right, get_several, visible
from .models import Invoice
from .returns import treat_rejections
from .status import Status

BATCH = 500
"""Rejections treated in one transaction."""


def to_treat(actor: User, *, structure: Structure | None = None, service: Service | None = None) -> QuerySet[Invoice]:
    """The rejections that `actor` may treat, the newest first."""
    found = visible(actor, Right.WRITE_ISSUED).filter(status=Status.REJETEE, rejection_treated=False)
    chosen = {"supplier": structure, "supplier_service": service}
    return found.filter(**{name: one for name, one in chosen.items() if one}).order_by("-status_since", "-pk")


def treat_all(found: QuerySet[Invoice], actor: User, *, until: datetime, at: datetime) -> int:
    """`returns.treat_rejections` of all of `found` that came back no later than `until`, when the actor saw how many
    they were. Batches, each kept by itself: stopped midway, the next time goes on."""
    done = 0
    while batch := dict(found.filter(status_since__lte=until).values_list("pk", "status_since")[:BATCH]):
        treated = treat_rejections(actor, batch, at=at)
        if not treated:
            break
        done += treated
    return done


def treat_named(actor: User, pks: Collection[int], *, at: datetime) -> int:
    """`returns.treat_rejections` of those, as they stand now; one treated before stays so.

    Refusal CPP-RETOUR-03 as soon as one was not rejected, -04 for more than `BATCH` of them, NotFound as soon as one is
    not there or not theirs: then none is treated.
    """
    asked = set(pks)
    if len(asked) > BATCH:
        raise Refusal("CPP-RETOUR-04", field="rejets", count=len(asked), limit=BATCH)
    invoices = get_several(actor, asked, Right.WRITE_ISSUED)
    if len(invoices) != len(asked):
        raise NotFound
    other = next((one for one in invoices if one.status != Status.REJETEE), None)
    if other is not None:
        raise Refusal("CPP-RETOUR-03", field="rejets", number=other.number, status=Status(other.status))
    return treat_rejections(actor, {one.pk: one.status_since for one in invoices}, at=at)
