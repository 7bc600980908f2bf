"""What « Dépôt de plusieurs fichiers » refuses and remarks."""

from unisson.kernel.words import declare

declare(
    "CPP-DEPOTS-01",
    fr="Choisissez les fichiers de vos factures : des PDF, des Factur-X, des XML (UBL ou CII), ou une archive zip.",
    en="Choose the files of your invoices: PDF, Factur-X, XML (UBL or CII), or a zip archive.",
)
declare(
    "CPP-DEPOTS-02",
    fr="Un dépôt reçoit {limit} fichiers au plus : il n’a pas de place pour les {count} de cette archive. Ouvrez un"
    " autre dépôt pour elle.",
    en="A submission takes {limit} files at most: it has no room for the {count} of this archive. Open another one for"
    " it.",
)
declare(
    "CPP-DEPOTS-03",
    fr="Même contenu que « {other} », déjà dans ce dépôt : il n’est pas lu une seconde fois. Retirez-le.",
    en="Same content as “{other}”, already in this submission: it is not read a second time. Remove it.",
)
declare(
    "CPP-DEPOTS-04",
    fr="« {other} » porte le même numéro, {number}, dans ce dépôt. Retirez l’un des deux, ou corrigez un numéro.",
    en="“{other}” has the same number, {number}, in this submission. Remove one of the two, or correct a number.",
)
declare(
    "CPP-DEPOTS-05",
    fr="Aucune de ces factures n’est prête à partir en ce moment : la liste a changé. Regardez-la, puis envoyez de"
    " nouveau.",
    en="None of these invoices is ready to leave at the moment: the list has changed. Look at it, then send again.",
)
