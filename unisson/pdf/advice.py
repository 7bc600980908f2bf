"""What makes an invoice hard to read, with what to do about it (« La facture idéale », domain-rules §4.8)."""

from unisson.kernel.words import declare

SCANNED = "CPP-LISIBLE-01"
RECOGNISED = "CPP-LISIBLE-02"
UNMAPPED = "CPP-LISIBLE-03"
PALE = "CPP-LISIBLE-04"
ON_COLOUR = "CPP-LISIBLE-05"
EFFECT = "CPP-LISIBLE-06"
GLUED = "CPP-LISIBLE-07"
OVERLAPPING = "CPP-LISIBLE-08"
MISSING = "CPP-LISIBLE-09"
DOUBTFUL = "CPP-LISIBLE-10"
NUMBER_TOO_LONG = "CPP-LISIBLE-11"
NOT_ADDING_UP = "CPP-LISIBLE-12"
UNREAD_IN_TIME = "CPP-LISIBLE-22"
PROTECTED = "CPP-LISIBLE-13"
HEAVY = "CPP-LISIBLE-14"
SCRIPT = "CPP-LISIBLE-15"
LONG = "CPP-LISIBLE-16"
STRUCTURED = "CPP-LISIBLE-17"
UNREAD_PAGE = "CPP-LISIBLE-18"
XML_FILE = "CPP-LISIBLE-19"
SIDEWAYS = "CPP-LISIBLE-23"
SEVERAL = "CPP-LISIBLE-24"

declare(
    SCANNED,
    fr="La page {page} est une image (scan ou photo) : un programme la lit mal. Exportez la facture en PDF depuis "
    "le logiciel qui l’a faite, sans l’imprimer.",
    en="Page {page} is an image (scan or photo): a program reads it badly. Export the invoice as a PDF from the "
    "software that made it, without printing it.",
)
declare(
    RECOGNISED,
    fr="Page {page}, le texte a été deviné par un programme de reconnaissance et caché derrière une image : il "
    "peut être faux. Exportez la facture en PDF depuis le logiciel qui l’a faite.",
    en="On page {page} the text was guessed by a recognition program and hidden behind an image: it may be wrong. "
    "Export the invoice as a PDF from the software that made it.",
)
declare(
    UNMAPPED,
    fr="Page {page}, {count} caractères ne disent pas quelle lettre ils sont : leur police est mal décrite dans le "
    "PDF. Choisissez une police courante et exportez de nouveau.",
    en="On page {page}, {count} characters do not say which letter they are: their font is badly described in the "
    "PDF. Choose a common font and export again.",
)
declare(
    PALE,
    fr="Page {page}, du texte est trop pâle, par exemple « {shown} » (mots concernés : {count}). Écrivez en noir "
    "sur fond blanc.",
    en="On page {page} some text is too pale, such as “{shown}” (words concerned: {count}). Write in black on white.",
)
declare(
    ON_COLOUR,
    fr="Page {page}, du texte est sur un fond sombre ou coloré, par exemple « {shown} » (mots concernés : "
    "{count}). Préférez le noir sur fond blanc.",
    en="On page {page} some text stands on a dark or coloured ground, such as “{shown}” (words concerned: "
    "{count}). Prefer black on white.",
)
declare(
    EFFECT,
    fr="Page {page}, du texte porte un effet (contour, ombre ou biais), par exemple « {shown} » (mots concernés : "
    "{count}). Écrivez-le droit et plein.",
    en="On page {page} some text has an effect (outline, shadow or slant), such as “{shown}” (words concerned: "
    "{count}). Write it straight and plain.",
)
declare(
    GLUED,
    fr="Page {page}, « {shown} » colle un mot à sa valeur (cas semblables : {count}). Laissez un espace entre les "
    "deux.",
    en="On page {page}, “{shown}” glues a word to its value (similar cases: {count}). Leave a space between them.",
)
declare(
    OVERLAPPING,
    fr="Page {page}, des textes se chevauchent, par exemple « {shown} » (mots concernés : {count}). Laissez de la "
    "place entre les champs.",
    en="On page {page} texts overlap, such as “{shown}” (words concerned: {count}). Leave room between the fields.",
)
declare(
    MISSING,
    fr="Rien n’a été reconnu pour « {label} ». Écrivez ces mots juste avant la valeur, par exemple « {example} ».",
    en="Nothing was recognised for “{label}”. Write these words right before the value, for example “{example}”.",
)
declare(
    DOUBTFUL,
    fr="Page {page}, « {shown} » est lu sans certitude pour « {label} ». Écrivez ces mots juste avant la valeur, "
    "par exemple « {example} ».",
    en="On page {page}, “{shown}” is read without certainty for “{label}”. Write these words right before the "
    "value, for example “{example}”.",
)
declare(
    NUMBER_TOO_LONG,
    fr="Le numéro de facture « {number} » compte {length} caractères, plus que les {limit} permis. Donnez-en un "
    "plus court.",
    en="The invoice number “{number}” has {length} characters, more than the {limit} allowed. Give a shorter one.",
)
declare(
    NOT_ADDING_UP,
    fr="Le montant HT ({net}) et la TVA ({vat}) ne font pas le montant TTC ({gross}). Vérifiez les totaux.",
    en="The net amount ({net}) and the VAT ({vat}) do not make the gross amount ({gross}). Check the totals.",
)
declare(
    PROTECTED,
    fr="Ce PDF est protégé (impression ou copie limitées). Enregistrez-le sans protection.",
    en="This PDF is protected (printing or copying limited). Save it without protection.",
)
declare(
    HEAVY,
    fr="Ce PDF pèse {size} ; la limite est de {limit}. Allégez ses images.",
    en="This PDF weighs {size}; the limit is {limit}. Make its images lighter.",
)
declare(
    SCRIPT,
    fr="Ce PDF contient un script. Il n’est jamais exécuté ici, mais un destinataire peut refuser le fichier : "
    "exportez-le sans script.",
    en="This PDF holds a script. It is never run here, but a recipient may refuse the file: export it without script.",
)
declare(
    LONG,
    fr="Cette facture compte {pages} pages, et seules les {limit} premières sont lues. Placez-y le numéro, les "
    "SIRET et les totaux.",
    en="This invoice has {pages} pages, and only the first {limit} are read. Put the number, the SIRETs and the "
    "totals there.",
)
declare(
    STRUCTURED,
    fr="Ce PDF contient une facture Factur-X : le portail prend les valeurs dans son fichier XML, sans rien deviner.",
    en="This PDF holds a Factur-X invoice: the portal takes the values from its XML file, and guesses nothing.",
)
declare(
    UNREAD_PAGE,
    fr="L’image de la page {page} n’a pas pu être lue ici. Au dépôt, les valeurs seraient à saisir.",
    en="The image on page {page} could not be read here. At deposit the values would have to be typed.",
)
declare(
    UNREAD_IN_TIME,
    fr="L’image de la page {page} n’a pas pu être lue dans le temps permis ici. Au dépôt, le portail y met plus de "
    "temps, pendant que vous remplissez le reste.",
    en="The image on page {page} could not be read within the time allowed here. At deposit the portal takes longer, "
    "while you fill in the rest.",
)
declare(
    XML_FILE,
    fr="Ce fichier est une facture XML : le portail la lit sans rien deviner. Déposez-la telle quelle.",
    en="This file is an XML invoice: the portal reads it and guesses nothing. Deposit it as it is.",
)
declare(
    SIDEWAYS,
    fr="La page {page} est couchée : son texte se lit de côté, et n’est pas lu ici. Tournez-la avant d’exporter le "
    "PDF.",
    en="Page {page} lies on its side: its text runs sideways, and is not read here. Turn it before you export the PDF.",
)
declare(
    SEVERAL,
    fr="Ce PDF semble contenir plusieurs factures : « {first} » page {page} et « {other} » page {further}. Déposez un "
    "fichier par facture.",
    en="This PDF seems to hold several invoices: “{first}” on page {page} and “{other}” on page {further}. Deposit one "
    "file for each invoice.",
)
