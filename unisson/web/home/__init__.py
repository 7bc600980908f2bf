"""Accueil connecté: what waits, what happened, news, quick access."""
