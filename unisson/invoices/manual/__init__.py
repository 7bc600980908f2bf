"""« Saisir facture »: an invoice typed line by line, whose file the portal makes (domain-rules §4)."""
