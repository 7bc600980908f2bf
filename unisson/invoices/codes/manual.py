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
declare(
    "CPP-SAISIE-11",
    fr="Les numéros de la forme « {number} » sont ceux que donne le portail : laissez le champ vide pour recevoir le "
    "suivant, ou écrivez un numéro à vous.",
    en="Numbers like “{number}” are those that the portal gives: leave the field empty to get the next one, or write "
    "a number of your own.",
)
declare(
    "CPP-SAISIE-12",
    fr="Cette facture a {count} lignes ; {limit} au plus se saisissent ici. Regroupez-les, ou déposez un fichier.",
    en="This invoice has {count} lines; at most {limit} can be typed here. Group them, or submit a file.",
)
declare(
    "CPP-SAISIE-13",
    fr="Les montants de cet avoir sont négatifs ({gross}) : tapez des montants positifs, le type « Avoir » dit déjà "
    "que vous les rendez.",
    en="The amounts of this credit note are negative ({gross}): type positive amounts, the type “Credit note” already "
    "says that you give them back.",
)
declare(
    "CPP-SAISIE-14",
    fr="La remise globale ({discount}) dépasse le montant TTC des lignes ({total}) : corrigez l’une ou les autres.",
    en="The discount ({discount}) exceeds the total of the lines with VAT ({total}): correct one or the others.",
)
declare(
    "CPP-SAISIE-15",
    fr="La remise ({discount}) dépasse le montant de la ligne ({total}) : corrigez-la.",
    en="The discount ({discount}) exceeds the amount of the line ({total}): correct it.",
)
declare(
    "CPP-SAISIE-16",
    fr="Un taux de TVA de {rate} % n’existe pas : vérifiez-le.",
    en="There is no VAT rate of {rate}%: check it.",
)
declare(
    "CPP-SAISIE-17",
    fr="La date d’échéance ({due}) précède la date de la facture ({issued}) : corrigez l’une des deux.",
    en="The due date ({due}) is before the invoice date ({issued}): correct one of the two.",
)
declare(
    "CPP-SAISIE-19",
    fr="La facture n’a pas encore de ligne : tapez au moins ce que vous vendez, sa quantité et son prix.",
    en="The invoice has no line yet: type at least what you sell, its quantity and its price.",
)
declare(
    "CPP-SAISIE-18",
    fr="Le mode de paiement est absent : choisissez-le.",
    en="The means of payment is missing: choose it.",
)
declare(
    "CPP-SAISIE-20",
    fr="« {unit} » n’est pas une unité connue : choisissez-en une dans la liste (unité, heure, jour, forfait…), ou "
    "écrivez son code.",
    en="“{unit}” is no known unit: choose one from the list (unit, hour, day, lump sum…), or write its code.",
)
declare(
    "CPP-SAISIE-21",
    fr="La facture est en {currency} : indiquez aussi en euros sa TVA ({vat} {currency}), car c’est en euros qu’elle "
    "se déclare.",
    en="The invoice is in {currency}: also give its VAT ({vat} {currency}) in euros, for it is declared in euros.",
)
