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
declare(
    "CPP-COMPTE-06",
    fr="Mot de passe refusé. Essais restants avant verrouillage : {left}.",
    en="Password refused. Tries left before the account is locked: {left}.",
)
declare(
    "CPP-COMPTE-07",
    fr="Ce code n’est pas celui de cette application. Attendez le suivant, et vérifiez l’heure de votre téléphone.",
    en="This code is not the one of this application. Wait for the next one, and check the time of your phone.",
)
declare(
    "CPP-COMPTE-08",
    fr="Ce moyen est déjà ajouté à un compte.",
    en="This means was already added to an account.",
)
declare(
    "CPP-COMPTE-09",
    fr="Un compte a au plus {most} moyens de second facteur. Retirez-en un d’abord.",
    en="An account has at most {most} means of the second factor. Remove one first.",
)
declare(
    "CPP-COMPTE-10",
    fr="Ce portail exige un second facteur : ajoutez un autre moyen avant de retirer celui-ci.",
    en="This portal requires a second factor: add another means before you remove this one.",
)
declare(
    "CPP-COMPTE-11",
    fr="La clé d’accès n’a pas été enregistrée : la réponse du navigateur ne correspond pas à la demande. Recommencez.",
    en="The passkey was not saved: the browser’s answer does not fit what it was asked. Start again.",
)
declare(
    "CPP-COMPTE-12",
    fr="Ce code n’est pas le bon, ou il a déjà servi. Essais restants avant verrouillage : {left}.",
    en="This code is not the right one, or was used already. Tries left before the account is locked: {left}.",
)
declare(
    "CPP-COMPTE-13",
    fr="Cette clé d’accès n’ouvre aucun compte ici, ou votre appareil ne vous a pas reconnu. Connectez-vous avec le mot"
    " de passe.",
    en="This passkey opens no account here, or your device did not recognise you. Sign in with the password.",
)
declare(
    "CPP-COMPTE-14",
    fr="Aucun compte ouvert n’a l’adresse « {address} ».",
    en="No open account has the address “{address}”.",
)
declare(
    "CPP-COMPTE-15",
    fr="Réponse trop courte : {least} lettres ou chiffres au moins.",
    en="Answer too short: at least {least} letters or digits.",
)
declare(
    "CPP-COMPTE-16",
    fr="Ce n’est pas la réponse donnée à l’activation. Essais restants : {left}.",
    en="This is not the answer given at activation. Tries left: {left}.",
)
declare(
    "CPP-COMPTE-17",
    fr="Trop de réponses fausses : réessayez à partir de {until}, ou écrivez à l’exploitant du portail.",
    en="Too many wrong answers: try again from {until} on, or write to the operator of the portal.",
)
declare(
    "CPP-COMPTE-18",
    fr="C’est déjà votre adresse de connexion.",
    en="This is your connection address already.",
)
declare(
    "CPP-COMPTE-19",
    fr="Une demande vient d’être faite : attendez une minute.",
    en="A request was just made: wait a minute.",
)
declare(
    "CPP-COMPTE-20",
    fr="Ce lien ne sert plus : il a déjà servi, une autre demande l’a remplacé, ou son délai est passé.",
    en="This link is no longer good: it was used, another request replaced it, or its time is over.",
)
declare(
    "CPP-COMPTE-21",
    fr="Vous êtes seul à gérer une structure : cochez la case pour dire que vous savez ce qui s’ensuit.",
    en="You are the only manager of an organisation: tick the box to say that you know what follows.",
)
declare(
    "CPP-COMPTE-22",
    fr="La connexion par {name} n’a pas abouti. Recommencez, ou connectez-vous avec le mot de passe.",
    en="Signing in by {name} did not succeed. Start again, or sign in with the password.",
)
declare(
    "CPP-COMPTE-23",
    fr="{name} ne répond pas. Connectez-vous avec le mot de passe, ou réessayez plus tard.",
    en="{name} does not answer. Sign in with the password, or try again later.",
)
declare(
    "CPP-COMPTE-24",
    fr="Ce mot de passe est trop courant : un mot connu ou des touches qui se suivent se devinent, même avec des"
    " chiffres et des signes autour. Prenez plusieurs mots sans rapport entre eux.",
    en="This password is too common: a known word or keys in a row are guessed, even with digits and signs around them."
    " Take several words that have nothing to do with each other.",
)
declare(
    "CPP-COMPTE-25",
    fr="Ce mot de passe se devine : il tient à votre nom, à votre adresse, à votre structure ou à un mot de ce portail."
    " Prenez plusieurs mots sans rapport avec eux.",
    en="This password is guessed: it comes from your name, your address, your organisation or a word of this portal."
    " Take several words that have nothing to do with them.",
)
declare(
    "CPP-COMPTE-27",
    fr="{limit} courriels de confirmation sont déjà partis pour vous en 24 heures. Attendez demain pour le suivant.",
    en="{limit} confirmation e-mails already left for you in 24 hours. Wait until tomorrow for the next one.",
)
declare(
    "CPP-COMPTE-26",
    fr="Trop de codes faux : réessayez à partir de {until}. Un nouveau mot de passe n’y change rien.",
    en="Too many wrong codes: try again from {until} on. A new password changes nothing about it.",
)
