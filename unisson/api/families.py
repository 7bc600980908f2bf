"""Every module that answers operations: imported once, each registers its own (`endpoints`)."""

from . import (  # noqa: F401 - register
    acts,
    flows,
    invoices_found,
    invoices_history,
    invoices_read,
    later,
    people,
    pieces,
    references,
    structures,
    submission,
    transverses,
    validation,
)
