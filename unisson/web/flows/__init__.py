"""« Suivi des flux »: what machines sent, and what became of each invoice of it."""
