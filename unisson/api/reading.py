"""The calls that read invoices: whoever imports this registers them."""

from . import (  # noqa: F401 - register
    invoices_found,
    invoices_history,
    invoices_read,
    invoices_requests,
    invoices_taken,
    invoices_validated,
)
