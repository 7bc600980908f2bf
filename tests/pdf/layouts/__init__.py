"""Random invoices as suppliers lay them out, with their known facts: what a reader of PDFs is scored on.

Written without knowledge of the reader. `families` says which layouts there are, `render` makes one, `score` counts.
"""
