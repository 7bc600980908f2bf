"""The refusals and findings of the readers, with their sentences."""

from unisson.kernel.words import declare

declare(
    "CPP-XML-01",
    fr="Le fichier fait appel à un contenu extérieur (DOCTYPE, entité ou inclusion), que le portail n’ouvre jamais. "
    "Exportez une facture qui tient tout entière dans son fichier, puis déposez-la de nouveau.",
    en="The file calls for content from elsewhere (DOCTYPE, entity or inclusion), which the portal never opens. "
    "Export an invoice that stands whole in its own file, then deposit it again.",
)
declare(
    "CPP-XML-02",
    fr="Le fichier n’est pas un XML bien formé : la lecture s’arrête à la ligne {line}. "
    "Exportez de nouveau la facture depuis votre logiciel, sans modifier le fichier à la main.",
    en="The file is not well-formed XML: reading stops at line {line}. "
    "Export the invoice again from your software, without editing the file by hand.",
)
declare(
    "CPP-XML-03",
    fr="Le fichier est trop profond ou trop volumineux pour une facture. "
    "Vérifiez l’export, ou répartissez les lignes sur plusieurs factures.",
    en="The file is too deep or too large for an invoice. Check the export, or spread the lines over several invoices.",
)
declare(
    "CPP-XML-04",
    fr="Le texte du fichier ne peut pas être lu dans le codage {encoding}. Enregistrez la facture en UTF-8.",
    en="The text of the file cannot be read in the encoding {encoding}. Save the invoice as UTF-8.",
)
declare(
    "CPP-XML-05",
    fr="Le fichier commence par l’élément « {root} », qui n’est pas une facture connue du portail. "
    "Déposez une facture UBL 2.1 (Invoice, CreditNote) ou CII (CrossIndustryInvoice).",
    en="The file starts with the element “{root}”, which is not an invoice the portal knows. "
    "Deposit a UBL 2.1 (Invoice, CreditNote) or CII (CrossIndustryInvoice) invoice.",
)
declare(
    "CPP-XML-06",
    fr="L’élément « {root} » est bien celui d’une facture, mais son espace de noms « {namespace} » n’est pas le sien. "
    "Exportez la facture en UBL 2.1, ou en CII D16B ou D22B.",
    en="The element “{root}” is an invoice’s, but its namespace “{namespace}” is not the right one. "
    "Export the invoice as UBL 2.1, or as CII D16B or D22B.",
)
declare(
    "CPP-LEC-01",
    fr="« {text} » n’est pas une date possible. Écrivez un jour du calendrier, par exemple {example}.",
    en="“{text}” is not a possible date. Write a day of the calendar, for example {example}.",
)
declare(
    "CPP-LEC-02",
    fr="« {text} » n’est pas un nombre. Écrivez des chiffres et un point décimal, par exemple 1250.00.",
    en="“{text}” is not a number. Write digits and a decimal point, for example 1250.00.",
)
declare(
    "CPP-LEC-03",
    fr="Le nombre « {text} » est trop grand : le portail tient 13 chiffres avant la virgule. Vérifiez ce montant.",
    en="The number “{text}” is too large: the portal holds 13 digits before the point. Check this amount.",
)
declare(
    "CPP-LEC-04",
    fr="Cette donnée est écrite plusieurs fois ; seule la première valeur « {kept} » est retenue, "
    "« {lost} » ne l’est pas. N’en laissez qu’une.",
    en="This value is written several times; only the first, “{kept}”, is kept, “{lost}” is not. Leave a single one.",
)
declare(
    "CPP-LEC-05",
    fr="L’élément « {element} » (ligne {line}) n’a pas de place dans la facture lue par le portail : "
    "son contenu « {text} » reste dans le fichier, mais n’est pas repris. Nombre de cas : {count}.",
    en="The element “{element}” (line {line}) has no place in the invoice as the portal reads it: "
    "its content “{text}” stays in the file but is not taken over. Number of cases: {count}.",
)
declare(
    "CPP-LEC-06",
    fr="La pièce jointe dépasse {limit} Mo une fois décodée ; elle n’est pas reprise. "
    "Joignez un fichier plus léger, ou déposez-la séparément.",
    en="The attachment exceeds {limit} MB once decoded; it is left out. "
    "Attach a lighter file, or deposit it separately.",
)
declare(
    "CPP-LEC-07",
    fr="Le contenu de la pièce jointe n’est pas du base64 lisible ; il n’est pas repris. "
    "Joignez de nouveau le fichier.",
    en="The content of the attachment is not readable base64; it is left out. Attach the file again.",
)
declare(
    "CPP-LEC-08",
    fr="La facture porte plus de {limit} pièces jointes ; les suivantes ne sont pas reprises. "
    "Regroupez-les ou déposez-les séparément.",
    en="The invoice carries more than {limit} attachments; the others are left out. "
    "Group them or deposit them separately.",
)
declare(
    "CPP-LEC-09",
    fr="D’autres éléments sans place dans la facture ne sont pas détaillés : leur nombre est de {count}. "
    "Vérifiez le profil choisi à l’export.",
    en="More elements without a place in the invoice are not listed: their number is {count}. "
    "Check the profile chosen for the export.",
)
declare(
    "CPP-LEC-10",
    fr="D’autres données illisibles ou répétées ne sont pas détaillées : leur nombre est de {count}. "
    "Corrigez les premières, puis déposez de nouveau la facture.",
    en="More unreadable or repeated values are not listed: their number is {count}. "
    "Correct the first ones, then deposit the invoice again.",
)
declare(
    "CPP-ECR-01",
    fr="« {value} » n’a pas de place dans le fichier produit en {syntax} et n’y est pas repris. "
    "Gardez le fichier d’origine, ou choisissez une autre syntaxe.",
    en="“{value}” has no place in the file written as {syntax} and is left out of it. "
    "Keep the original file, or choose another syntax.",
)
