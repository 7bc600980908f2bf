"""Sentences about structures created, closed, opened again, put under another identifier."""

from unisson.kernel.words import declare

declare(
    "CPP-INSCRIPTION-07",
    fr="La structure {name} est désactivée sur ce portail. Son gestionnaire, ou l’exploitant du portail, peut la"
    " réactiver.",
    en="The structure {name} is deactivated on this portal. Its manager, or the operator of the portal, can reactivate"
    " it.",
)
declare(
    "CPP-INSCRIPTION-08",
    fr="Ce numéro n’est plus celui de {name}, qui a maintenant le {number}. Indiquez ce nouvel identifiant.",
    en="This number is no longer that of {name}, which now has {number}. State this new identifier.",
)
declare(
    "CPP-CREATION-01",
    fr="Vous avez créé {limit} structures en 24 heures. Attendez demain pour la suivante.",
    en="You created {limit} structures in 24 hours. Wait until tomorrow for the next one.",
)
declare(
    "CPP-CREATION-02",
    fr="{name} est une structure publique : elle ne se crée pas ici. Si vous y travaillez, demandez-lui un"
    " rattachement.",
    en="{name} is a public structure: it is not created here. If you work there, ask it for an attachment.",
)
declare(
    "CPP-IDENTIFIANT-01",
    fr="L’identifiant de {name} ne se change qu’avec l’exploitant du portail : c’est un organisme à comptable public.",
    en="Only the operator of the portal changes the identifier of {name}: it is a body with a public accountant.",
)
declare(
    "CPP-IDENTIFIANT-02",
    fr="Une autre structure du portail a déjà le numéro {number}. Demandez-lui un rattachement si c’est la vôtre.",
    en="Another structure of the portal already has the number {number}. Ask it for an attachment if it is yours.",
)
declare(
    "CPP-IDENTIFIANT-03",
    fr="La structure a déjà le numéro {number}. Indiquez le nouveau.",
    en="The structure has the number {number} already. State the new one.",
)
declare(
    "CPP-IDENTIFIANT-04",
    fr="{name} est désactivée : son identifiant ne change plus. Identifiant qui lui a succédé : {number}.",
    en="{name} is deactivated: its identifier changes no more. Identifier that followed it: {number}.",
)
declare(
    "CPP-IDENTIFIANT-05",
    fr="Une structure publique a toujours un SIRET. Indiquez le nouveau.",
    en="A public structure always has a SIRET. State the new one.",
)
declare(
    "CPP-ACTIVITE-01",
    fr="{name} est une structure publique : seul l’exploitant du portail la désactive ou la réactive.",
    en="{name} is a public structure: only the operator of the portal deactivates or reactivates it.",
)
declare(
    "CPP-ACTIVITE-02",
    fr="{name} est déjà désactivée.",
    en="{name} is deactivated already.",
)
declare(
    "CPP-ACTIVITE-03",
    fr="{name} est déjà active.",
    en="{name} is active already.",
)
declare(
    "CPP-ACTIVITE-04",
    fr="{name} a changé d’identifiant et ne se réactive pas : servez-vous de la structure {number}.",
    en="{name} changed its identifier and is not reactivated: use the structure {number}.",
)
declare(
    "CPP-REPERTOIRE-01",
    fr="{name} n’a pas de SIRET : le répertoire des entreprises ne la connaît pas. Modifiez sa fiche à la main.",
    en="{name} has no SIRET: the register of companies does not know it. Change its details by hand.",
)
declare(
    "CPP-REPERTOIRE-02",
    fr="Le répertoire des entreprises ne répond pas. Rien n’a changé : réessayez dans un moment.",
    en="The register of companies does not answer. Nothing changed: try again in a moment.",
)
declare(
    "CPP-REPERTOIRE-03",
    fr="Le répertoire des entreprises ne connaît pas le {number}. Vérifiez le numéro, ou attendez que l’INSEE"
    " le publie.",
    en="The register of companies does not know {number}. Check the number, or wait until INSEE publishes it.",
)
declare(
    "CPP-REPERTOIRE-04",
    fr="La fiche ou le répertoire a changé depuis que vous avez comparé. Comparez de nouveau.",
    en="The details or the register changed since you compared. Compare again.",
)
