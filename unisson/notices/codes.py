"""Sentences about the e-mails one receives."""

from unisson.kernel.words import declare

declare(
    "CPP-COURRIEL-01",
    fr="Ce lien n’est pas complet. Choisissez vos courriels sur « Mon compte ».",
    en="This link is not complete. Choose your e-mails on “My account”.",
)
