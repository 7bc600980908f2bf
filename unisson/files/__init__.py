"""Stored bytes by digest, scanning and limits. Knows nothing of invoices."""
