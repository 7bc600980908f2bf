"""Door 1: the portal. One folder per espace; pages call components and activity functions, and decide nothing."""

from . import addresses  # noqa: F401 - the routes of every folder are written with `<key:…>`
