"""A structure whose identifier changed lives on in another one (domain-rules §3.5): from the former to the present."""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from unisson.kernel.refusal import Refusal

from . import awaiting
from .models import Structure


def successor(structure: Structure) -> Structure | None:
    """What took its place in the end, through every change; None while it stands for itself. A query a change."""
    found, here = None, structure
    while here.became is not None:
        found = here = here.became
    return found


def heir(structure: Structure) -> Structure | None:
    """Its successor, where invoices may go instead: None when there is none, or that one is closed too."""
    found = successor(structure)
    return found if found is not None and found.active else None


def origin(structure: Structure) -> Structure | None:
    """The structure whose place it took, if it took one. One query."""
    return Structure.objects.filter(became=structure).first()


def formers(key: int | None, *, and_itself: bool = False) -> QuerySet[Structure]:
    """What the structure of that key was before, through every change; read where it is used, in the same query."""
    start = "id" if and_itself else "became_id"
    keys = (
        f"WITH RECURSIVE former(id) AS (SELECT id FROM directory_structure WHERE {start} = %s"  # noqa: S608
        " UNION SELECT older.id FROM directory_structure older JOIN former ON older.became_id = former.id)"
        " SELECT id FROM former"
    )
    return Structure.objects.filter(pk__in=RawSQL(keys, (key,)))  # noqa: S611


def check_open(structure: Structure, *, field: str = "identifier") -> None:
    """Refusal CPP-INSCRIPTION-08 for a structure whose identifier changed, -07 for a closed one, CPP-STRUCTURE-02 for
    nobody's."""
    if awaiting.is_nobody(structure):
        raise Refusal("CPP-STRUCTURE-02", field=field)
    if structure.active:
        return
    present = heir(structure)
    if present is not None:
        raise Refusal("CPP-INSCRIPTION-08", field=field, name=present.called, number=present.identifier)
    raise Refusal("CPP-INSCRIPTION-07", field=field, name=structure.called)
