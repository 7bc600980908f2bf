"""Sentences of what a file may be refused for (domain-rules §4.7)."""

from unisson.kernel.words import declare

declare(
    "CPP-FICHIER-01",
    fr="Le fichier « {name} » est vide. Enregistrez-le de nouveau depuis votre logiciel, puis choisissez-le encore.",
    en="The file “{name}” is empty. Save it again from your software, then choose it once more.",
)
declare(
    "CPP-FICHIER-02",
    fr="Le fichier « {name} » pèse {size} ; la limite est de {limit}. Réduisez-le ou scindez-le.",
    en="The file “{name}” weighs {size}; the limit is {limit}. Make it smaller or split it.",
)
declare(
    "CPP-FICHIER-03",
    fr="Le nom « {name} » contient un caractère interdit ( \\ / : * ? « » < > | \" ' ). Nom proposé : « {proposal} ».",
    en="The name “{name}” holds a forbidden character ( \\ / : * ? « » < > | \" ' ). Proposed name: “{proposal}”.",
)
declare(
    "CPP-FICHIER-04",
    fr="Le nom « {name} » compte {length} caractères ; la limite est de {limit}. Nom proposé : « {proposal} ».",
    en="The name “{name}” has {length} characters; the limit is {limit}. Proposed name: “{proposal}”.",
)
declare(
    "CPP-FICHIER-05",
    fr="Le nom « {name} » n’a pas d’extension acceptée. Formats acceptés : {accepted}.",
    en="The name “{name}” has no accepted extension. Accepted: {accepted}.",
)
declare(
    "CPP-FICHIER-06",
    fr="L’antivirus a trouvé un virus dans « {name} ». Le fichier n’a pas été gardé.",
    en="The antivirus found a virus in “{name}”. The file was not kept.",
)
declare(
    "CPP-FICHIER-07",
    fr="Le portail n’a plus de place pour enregistrer « {name} ». Rien n’a été déposé : réessayez plus tard.",
    en="The portal has no room left to keep “{name}”. Nothing was deposited: try again later.",
)
declare(
    "CPP-FICHIER-08",
    fr="Les documents de cette facture pèsent ensemble {size} ; la limite est de {limit}. Retirez-en.",
    en="The documents of this invoice weigh {size} together; the limit is {limit}. Remove some.",
)
declare(
    "CPP-FICHIER-10",
    fr="Le stockage des fichiers ne répond pas en ce moment. Ce que vous venez de faire n’est pas enregistré ; ce qui "
    "l’était déjà n’est pas perdu. Réessayez dans quelques minutes.",
    en="The storage of files does not answer at the moment. What you just did was not kept; what was kept before is "
    "not lost. Try again in a few minutes.",
)
declare(
    "CPP-FICHIER-09",
    fr="Le portail n’a plus de place. Ce que vous venez de faire n’est pas enregistré : réessayez plus tard.",
    en="The portal has no room left. What you just did was not kept: try again later.",
)
declare(
    "CPP-PIECE-01",
    fr="Vos pièces jointes sont au complet : {most} au plus. Supprimez-en, puis recommencez.",
    en="Your attachments are complete: {most} at most. Delete some, then start again.",
)
declare(
    "CPP-PIECE-02",
    fr="Vos pièces jointes pèseraient ensemble {size} ; la limite est de {limit}. Supprimez-en, puis recommencez.",
    en="Your attachments would weigh {size} together; the limit is {limit}. Delete some, then start again.",
)
declare(
    "CPP-PIECE-03",
    fr="Une autre de vos pièces jointes s’appelle déjà « {name} ». Choisissez un autre nom.",
    en="Another one of your attachments is already named “{name}”. Choose another name.",
)
declare(
    "CPP-PIECE-04",
    fr="Une pièce cochée n’est plus dans vos pièces jointes. Rien n’a été ajouté : choisissez de nouveau.",
    en="A ticked file is no longer among your attachments. Nothing was added: choose again.",
)
declare(
    "CPP-PIECE-05",
    fr="Aucun fichier n’est choisi. Choisissez-en un, puis recommencez.",
    en="No file is chosen. Choose one, then start again.",
)
declare(
    "CPP-PIECE-06",
    fr="Écrivez le nom de la pièce.",
    en="Write the name of the attachment.",
)
