"""The portal's own codes about invoices, with their sentences: all declared once this package is imported."""

from . import (  # noqa: F401 - declare the sentences
    drops,
    flows,
    general,
    lists,
    manual,
    people,
    sandbox,
    signature,
    submission,
    webhooks,
)
