"""A structure whose identifier changed lives on in another one (domain-rules §3.5): from the former to the present."""

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


def check_open(structure: Structure, *, field: str = "identifier") -> None:
    """Refusal CPP-INSCRIPTION-08 for a structure whose identifier changed, -07 for a closed one, CPP-STRUCTURE-02 for
    nobody's."""
    if awaiting.is_nobody(structure):
        raise Refusal("CPP-STRUCTURE-02", field=field)
    if structure.active:
        return
    present = heir(structure)
    if present is not None:
        raise Refusal("CPP-INSCRIPTION-08", field=field, name=present.name, number=present.identifier)
    raise Refusal("CPP-INSCRIPTION-07", field=field, name=structure.name)
