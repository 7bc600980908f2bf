"""Files of many invoices, made in the background: tables, and the invoices themselves."""
