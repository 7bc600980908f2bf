"""Factures reçues: Synthèse, Rechercher, the invoice as its recipient treats it."""
