"""The refusals of « Saisir facture », with their sentences."""

from unisson.kernel.words import declare

declare(
    "CPP-SAISIE-06",
    fr="« {name} » n’a pas de mandat de facturation en cours : sans lui, le portail ne fait pas de facture en son nom. "
    "Un gestionnaire le signe dans « Mon compte », « Conditions et mandat ».",
    en="“{name}” has no invoicing mandate in force: without it, the portal makes no invoice in its name. A manager "
    "signs it in “My account”, “Terms and mandate”.",
)
declare(
    "CPP-SAISIE-07",
    fr="Vous n’avez pas encore accepté les conditions d’utilisation en vigueur. Acceptez-les, puis saisissez votre "
    "facture.",
    en="You have not yet accepted the terms of use in force. Accept them, then type your invoice.",
)
declare(
    "CPP-SAISIE-08",
    fr="Donnez un nom au modèle, de {limit} caractères au plus.",
    en="Give the model a name of at most {limit} characters.",
)
declare(
    "CPP-SAISIE-09",
    fr="Cette structure a déjà {limit} modèles. Supprimez-en un, puis gardez celui-ci.",
    en="This organisation already has {limit} models. Delete one, then keep this one.",
)
declare(
    "CPP-SAISIE-10",
    fr="« {text} » peut se lire de deux façons. Écrivez quatre décimales (13,3330) ou séparez les milliers d’une "
    "espace (13 333).",
    en="“{text}” can be read in two ways. Write four decimals (13.3330) or part the thousands by a space (13 333).",
)
