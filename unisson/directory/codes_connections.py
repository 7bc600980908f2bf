"""Sentences about software that calls the API, and about technical accounts."""

from unisson.kernel.words import declare

declare(
    "CPP-RACCORD-01",
    fr="Cette structure a déjà {limit} comptes techniques : fermez-en un avant d’en créer un autre.",
    en="This structure already has {limit} technical accounts: close one before you create another.",
)
declare(
    "CPP-RACCORD-02",
    fr="Donnez un nom au logiciel à raccorder.",
    en="Give the software to connect a name.",
)
declare(
    "CPP-RACCORD-03",
    fr="Cette structure a déjà {limit} raccordements : révoquez-en un avant d’en demander un autre.",
    en="This structure already has {limit} connections: revoke one before you ask for another.",
)
declare(
    "CPP-RACCORD-04",
    fr="La demande de raccordement « {name} » a déjà reçu sa réponse.",
    en="The request to connect “{name}” already got its answer.",
)
declare(
    "CPP-RACCORD-05",
    fr="Ce raccordement a déjà {limit} secrets : révoquez-en un avant d’en créer un autre.",
    en="This connection already has {limit} secrets: revoke one before you create another.",
)
declare(
    "CPP-RACCORD-06",
    fr="Le raccordement « {name} » n’est pas en service : demandez-en un autre.",
    en="The connection “{name}” is not in use: ask for another one.",
)
declare(
    "CPP-RACCORD-07",
    fr="Il n’y a d’identifiants prêts à servir que dans un bac à sable : UNISSON_SANDBOX=1, ou la démonstration.",
    en="There are ready credentials in a sandbox only: UNISSON_SANDBOX=1, or the demonstration.",
)
declare(
    "CPP-RACCORD-08",
    fr="Cette structure a déjà un raccordement « {name} » : ouvrez-le dans la liste, ou donnez un autre nom.",
    en="This structure already has a connection “{name}”: open it in the list, or give another name.",
)
declare(
    "CPP-RACCORD-09",
    fr="Un secret de ce raccordement vient d’être créé, et ne se montre qu’une fois. S’il est perdu, révoquez-le, puis "
    "créez-en un autre.",
    en="A secret of this connection was just created, and is shown once only. If it is lost, revoke it, then create "
    "another one.",
)
declare(
    "CPP-RACCORD-10",
    fr="Un compte technique vient d’être créé pour cette structure, et son mot de passe ne se montre qu’une fois. S’il "
    "est perdu, changez-le sur la page de ce compte.",
    en="A technical account was just created for this structure, and its password is shown once only. If it is lost, "
    "change it on the page of that account.",
)
declare(
    "CPP-RACCORD-11",
    fr="Le mot de passe de ce compte vient d’être changé, et ne se montre qu’une fois. Perdu, il se change encore.",
    en="The password of this account was just changed, and is shown once only. If it is lost, change it again.",
)
