"""Unisson: a portal for invoices to the public sector."""

__version__ = "0.1.0"
