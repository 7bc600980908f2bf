"""The e-mails about invoices: what they say, and who gets them."""
