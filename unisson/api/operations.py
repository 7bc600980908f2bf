"""Every module that registers endpoints: a new one is named here, and `door` serves it."""

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
