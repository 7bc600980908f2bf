"""Factures émises: Synthèse, Rechercher, Dépôt factures, the invoice as its supplier sees it."""
