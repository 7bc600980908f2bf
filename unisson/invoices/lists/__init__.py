"""Lists of invoices: what is asked of them, their orders and places, their pages, their counts."""
