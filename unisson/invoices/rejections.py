"""« Traiter le rejet » of all the rejections of a Synthèse at once, however many."""

from datetime import datetime

from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure

from .access import Right, visible
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
