"""Sentences about signing in."""

from unisson.kernel.words import declare

declare(
    "CPP-COMPTE-01",
    fr="Adresse ou mot de passe inconnus. Essais restants avant verrouillage : {left}.",
    en="Unknown address or password. Tries left before the account is locked: {left}.",
)
declare(
    "CPP-COMPTE-02",
    fr="Compte verrouillé jusqu’à {until}. Choisir un nouveau mot de passe le déverrouille.",
    en="Account locked until {until}. Choosing a new password unlocks it.",
)
declare(
    "CPP-COMPTE-03",
    fr="Mot de passe trop simple : 12 caractères au moins, de 3 types parmi majuscules, minuscules, chiffres,"
    " caractères spéciaux.",
    en="Password too simple: at least 12 characters of 3 kinds among capitals, small letters, digits, special ones.",
)
declare(
    "CPP-COMPTE-04",
    fr="Ce lien ne sert plus : il a déjà servi, ou son heure est passée. Demandez-en un autre.",
    en="This link is no longer good: it was used, or its hour is over. Ask for another one.",
)
declare(
    "CPP-COMPTE-05",
    fr="« {address} » n’est pas une adresse électronique.",
    en="“{address}” is no e-mail address.",
)
