"""Every module that answers operations: imported once, each registers its own (`endpoints`)."""

from . import (  # noqa: F401 - register
    acts,
    flows,
    later,
    people,
    pieces,
    reading,
    references,
    structures,
    submission,
    transverses,
    validation,
)
