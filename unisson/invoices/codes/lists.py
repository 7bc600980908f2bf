"""What lists, their files and the archive refuse."""

from unisson.kernel.words import declare

declare(
    "CPP-EXPORT-01",
    fr="Un classeur Excel contient au plus {limit} lignes. Exportez en CSV, qui n’a pas de limite, ou restreignez la"
    " liste.",
    en="An Excel workbook holds {limit} rows at most. Export as CSV, which has no limit, or narrow the list.",
)
declare(
    "CPP-ARCHIVE-01",
    fr="Cette facture est archivée : elle se consulte et se télécharge, mais on n’y fait et n’y écrit plus"
    " rien. Joignez l’autre partie par ses coordonnées.",
    en="This invoice is archived: it is read and downloaded, and nothing is done or written to it any more. Reach the"
    " other side by its contact details.",
)
declare(
    "CPP-EXPORT-02",
    fr="{limit} fichiers sont déjà en préparation pour vous. Attendez que l’un d’eux soit prêt, ou supprimez-le.",
    en="{limit} files are already being prepared for you. Wait until one of them is ready, or delete it.",
)
declare(
    "CPP-EXPORT-03",
    fr="Aucune facture ne répond à cette recherche : il n’y a rien à mettre dans le fichier. Revenez à la liste et"
    " élargissez-la.",
    en="No invoice answers this search: there is nothing to put into the file. Go back to the list and widen it.",
)
declare(
    "CPP-EXPORT-04",
    fr="Un téléchargement groupé contient au plus {limit} factures. Restreignez la recherche, par exemple à une"
    " période.",
    en="A group download holds {limit} invoices at most. Narrow the search, for example to a period.",
)
declare(
    "CPP-EXPORT-05",
    fr="Vos droits ont changé depuis la préparation de ce fichier : il contient des factures qui ne vous sont plus"
    " ouvertes. Refaites la recherche et demandez un nouveau fichier.",
    en="Your rights changed since this file was prepared: it holds invoices that are no longer open to you. Search"
    " again and ask for a new file.",
)
declare(
    "CPP-EXPORT-06",
    fr="Choisissez le format du fichier.",
    en="Choose the format of the file.",
)
declare(
    "CPP-EXPORT-07",
    fr="Choisissez au moins un document à mettre dans le dossier de chaque facture.",
    en="Choose at least one document to put into the folder of each invoice.",
)
declare(
    "CPP-RECHERCHE-01",
    fr="Donnez un nom à cette recherche, {limit} caractères au plus.",
    en="Give this search a name of {limit} characters at most.",
)
declare(
    "CPP-RECHERCHE-02",
    fr="Une de vos recherches s’appelle déjà « {name} ». Choisissez un autre nom.",
    en="One of your searches is already called “{name}”. Choose another name.",
)
declare(
    "CPP-RECHERCHE-03",
    fr="Vous avez déjà {limit} recherches enregistrées. Supprimez-en une avant d’en garder une autre.",
    en="You already have {limit} saved searches. Delete one before you keep another.",
)
declare(
    "CPP-SUIVI-01",
    fr="Ce curseur est au-delà de ce que ce portail connaît : il vient d’un autre portail, ou d’avant une restauration."
    " Recommencez du début, sans curseur, ou à partir de maintenant.",
    en="This cursor is beyond what this portal knows: it is of another portal, or of before a backup was put back."
    " Start again from the beginning, without a cursor, or from now on.",
)
