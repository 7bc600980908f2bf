"""What a schema finds wrong, by case: the value `case` of a finding XSD chooses its sentence."""

from unisson.kernel.words import declare

CODE = "XSD"
"""The code of every fault against a schema."""

declare(
    "XSD",
    fr="L’élément « {element} » (ligne {line}) n’est pas écrit comme le demande le schéma officiel de la facture. "
    "Exportez-la de nouveau depuis votre logiciel, ou signalez-le à son éditeur.",
    en="The element “{element}” (line {line}) is not written as the official schema of the invoice asks. "
    "Export it again from your software, or tell its maker.",
)
declare(
    "XSD-INSTEAD",
    fr="L’élément « {element} » (ligne {line}) n’a pas sa place ici dans « {parent} » ; le schéma y attend : "
    "{expected}. Ajoutez avant lui ce qui manque, ôtez-le, ou remettez les éléments dans l’ordre.",
    en="The element “{element}” (line {line}) has no place here in “{parent}”; the schema expects: {expected}. "
    "Add what is missing before it, remove it, or put the elements in order.",
)
declare(
    "XSD-UNEXPECTED",
    fr="L’élément « {element} » (ligne {line}) n’a pas sa place ici dans « {parent} » ; le schéma n’y attend plus "
    "rien. Ôtez-le, ou remettez les éléments dans l’ordre.",
    en="The element “{element}” (line {line}) has no place here in “{parent}”; the schema expects nothing more. "
    "Remove it, or put the elements in order.",
)
declare(
    "XSD-MISSING",
    fr="Il manque un élément dans « {element} » (ligne {line}) ; le schéma y attend encore : {expected}. Ajoutez-le.",
    en="An element is missing in “{element}” (line {line}); the schema still expects: {expected}. Add it.",
)
declare(
    "XSD-ROOT",
    fr="Le fichier commence par l’élément « {element} » (ligne {line}), par lequel aucune facture de ce format ne "
    "commence. Exportez-la en UBL 2.1, ou en CII D16B ou D22B.",
    en="The file starts with the element “{element}” (line {line}), with which no invoice of this format starts. "
    "Export it as UBL 2.1, or as CII D16B or D22B.",
)
declare(
    "XSD-NEEDS",
    fr="L’élément « {element} » (ligne {line}) demande l’attribut « {attribute} » : ajoutez-le.",
    en="The element “{element}” (line {line}) needs the attribute “{attribute}”: add it.",
)
declare(
    "XSD-STRANGE",
    fr="L’attribut « {attribute} » n’existe pas pour l’élément « {element} » (ligne {line}) : ôtez-le.",
    en="The attribute “{attribute}” does not exist for the element “{element}” (line {line}): remove it.",
)
declare(
    "XSD-TEXT",
    fr="L’élément « {element} » (ligne {line}) contient ce qu’il ne peut pas contenir : du texte au lieu d’éléments, "
    "ou l’inverse. Corrigez son contenu.",
    en="The element “{element}” (line {line}) holds what it cannot hold: text instead of elements, or the other way "
    "round. Correct its content.",
)
declare(
    "XSD-CODE",
    fr="« {value} », dans « {element} » (ligne {line}), n’est pas un code de la liste du schéma. Choisissez un code de "
    "cette liste.",
    en="“{value}”, in “{element}” (line {line}), is not a code of the schema’s list. Choose a code of that list.",
)
declare(
    "XSD-NUMBER",
    fr="« {value} », dans « {element} » (ligne {line}), n’est pas un nombre. Écrivez des chiffres et un point décimal, "
    "par exemple 1250.00.",
    en="“{value}”, in “{element}” (line {line}), is not a number. Write digits and a decimal point, for example "
    "1250.00.",
)
declare(
    "XSD-DAY",
    fr="« {value} », dans « {element} » (ligne {line}), n’est pas une date. Écrivez un jour du calendrier, par exemple "
    "2026-10-29.",
    en="“{value}”, in “{element}” (line {line}), is not a date. Write a day of the calendar, for example 2026-10-29.",
)
declare(
    "XSD-INDICATOR",
    fr="« {value} », dans « {element} » (ligne {line}), ne dit ni oui ni non. Écrivez true ou false.",
    en="“{value}”, in “{element}” (line {line}), says neither yes nor no. Write true or false.",
)
declare(
    "XSD-VALUE",
    fr="« {value} », dans « {element} » (ligne {line}), n’a pas la forme que demande le schéma. Corrigez cette valeur.",
    en="“{value}”, in “{element}” (line {line}), has not the form that the schema asks for. Correct this value.",
)
declare(
    "XSD-MORE",
    fr="D’autres écarts au schéma ne sont pas détaillés : leur nombre est de {count}. Corrigez les premiers, puis "
    "vérifiez de nouveau la facture.",
    en="More differences from the schema are not listed: their number is {count}. Correct the first ones, then check "
    "the invoice again.",
)
