"""Files of many invoices, made in the background."""
