"""Sentences about the e-mails one receives."""

from unisson.kernel.words import declare

declare(
    "CPP-COURRIEL-01",
    fr="Ce lien n’est pas complet. Choisissez vos courriels sur « Mon compte ».",
    en="This link is not complete. Choose your e-mails on “My account”.",
)
declare(
    "CPP-CALENDRIER-01",
    fr="Ce calendrier est lu trop souvent. Attendez une minute : il suffit de le relire toutes les six heures.",
    en="This calendar is read too often. Wait a minute: reading it every six hours is enough.",
)
