"""Sentences of what an archive of several files may be refused for (chorus-pro-api.md §2.7)."""

from unisson.kernel.words import declare

declare(
    "CPP-PAQUET-01",
    fr="« {name} » n’est pas une archive que le portail sait ouvrir. Envoyez une archive zip ou tar.gz.",
    en="“{name}” is not an archive that the portal can open. Send a zip or tar.gz archive.",
)
declare(
    "CPP-PAQUET-02",
    fr="L’archive « {name} » est abîmée ou incomplète. Refaites-la, puis envoyez-la de nouveau.",
    en="The archive “{name}” is damaged or incomplete. Make it again, then send it once more.",
)
declare(
    "CPP-PAQUET-03",
    fr="L’archive « {name} » contient plus de {limit} fichiers. Envoyez-en plusieurs, de {limit} fichiers au plus.",
    en="The archive “{name}” holds more than {limit} files. Send several, of at most {limit} files each.",
)
declare(
    "CPP-PAQUET-04",
    fr="L’archive « {name} » contient plus de {limit} une fois décompressée. Envoyez-en plusieurs, plus petites.",
    en="The archive “{name}” holds more than {limit} once unpacked. Send several smaller ones.",
)
declare(
    "CPP-PAQUET-05",
    fr="L’archive « {name} » est protégée par un mot de passe. Refaites-la sans mot de passe.",
    en="The archive “{name}” is protected by a password. Make it again without a password.",
)
declare(
    "CPP-PAQUET-06",
    fr="Dans l’archive « {name} », « {member} » n’est pas un fichier ordinaire (lien, périphérique…). Retirez-le.",
    en="In the archive “{name}”, “{member}” is no ordinary file (a link, a device…). Remove it.",
)
declare(
    "CPP-PAQUET-07",
    fr="Dans l’archive « {name} », « {member} » est compressé d’une manière que le portail n’ouvre pas. Refaites-la en"
    " zip ordinaire ou en tar.gz.",
    en="In the archive “{name}”, “{member}” is compressed in a way that the portal does not open. Make it again as an"
    " ordinary zip or as tar.gz.",
)
declare(
    "CPP-PAQUET-08",
    fr="L’archive « {name} » ne contient aucun fichier.",
    en="The archive “{name}” holds no file.",
)
declare(
    "CPP-PAQUET-09",
    fr="« {member} » est lui-même une archive. Mettez les factures directement dans l’archive envoyée.",
    en="“{member}” is itself an archive. Put the invoices directly into the archive that you send.",
)
declare(
    "CPP-PAQUET-10",
    fr="Dans l’archive, deux fichiers s’appellent « {name} » : le second a été gardé sous le nom « {proposal} ».",
    en="Two files of the archive are named “{name}”: the second was kept under the name “{proposal}”.",
)
declare(
    "CPP-PAQUET-11",
    fr="« {member} » dépasse {limit}, la limite d’une facture. Réduisez-le, puis envoyez-le de nouveau.",
    en="“{member}” is over {limit}, the limit of an invoice. Make it smaller, then send it again.",
)
declare(
    "CPP-PAQUET-12",
    fr="Dans l’archive, « {name} » a été gardé sous le nom « {proposal} » : un caractère est interdit, ou le nom est"
    " trop long.",
    en="In the archive, “{name}” was kept under the name “{proposal}”: a character is forbidden, or the name is too"
    " long.",
)
