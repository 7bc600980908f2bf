"""The portal's own codes about what people say and send back to each other: notes, returns, messages, downloads."""

from unisson.kernel.words import declare

declare(
    "CPP-NOTE-01",
    fr="Cette personne ne peut pas traiter cette facture : choisissez un collègue qui a « Factures reçues » en"
    " modification.",
    en="This person may not treat this invoice: choose a colleague who has “Factures reçues” with modification.",
)
declare(
    "CPP-NOTE-02",
    fr="Écrivez une note, ou choisissez à qui confier la facture.",
    en="Write a note, or choose in whose hands to put the invoice.",
)
declare(
    "CPP-NOTE-03",
    fr="Cette facture a changé de mains pendant que vous l’aviez sous les yeux. Rien n’a été enregistré : voyez à qui"
    " elle est confiée maintenant, puis recommencez s’il le faut.",
    en="This invoice changed hands while you were looking at it. Nothing was recorded: see in whose hands it is now,"
    " then do it once more if need be.",
)
declare(
    "CPP-DOSSIER-01",
    fr="Cochez au moins une facture à télécharger.",
    en="Tick at least one invoice to download.",
)
declare(
    "CPP-DOSSIER-02",
    fr="Un téléchargement groupé porte sur {limit} factures au plus : faites-le en plusieurs fois.",
    en="A group download holds {limit} invoices at most: do it in several times.",
)
declare(
    "CPP-DOSSIER-03",
    fr="Ces factures pèsent ensemble {weight}, et un téléchargement groupé {limit} au plus : demandez-en moins à la"
    " fois, ou sans les pièces jointes.",
    en="Together these invoices weigh {weight}, and a group download {limit} at most: ask for fewer at a time, or"
    " without the attachments.",
)
declare(
    "CPP-RETOUR-01",
    fr="La facture ne peut pas repartir ainsi : {count} point à corriger ci-dessous.",
    en="The invoice cannot leave again like this: {count} point to correct below.",
)
declare(
    "CPP-RETOUR-02",
    fr="Rien n’a changé : corrigez le SIRET, le service ou l’engagement, ou écrivez un commentaire au destinataire.",
    en="Nothing has changed: correct the SIRET, the service or the commitment, or write a comment to the recipient.",
)
declare(
    "CPP-RETOUR-03",
    fr="La facture n° {number} est « {status} » : seul un rejet se traite. Rien n’a été traité.",
    en="Invoice No {number} is “{status}”: only a rejection is treated. Nothing was treated.",
)
declare(
    "CPP-RETOUR-04",
    fr="{count} rejets à la fois, c’est trop : traitez-en au plus {limit} par appel.",
    en="{count} rejections at once are too many: treat {limit} a call at most.",
)
declare(
    "CPP-EVT-04",
    fr="{supplier} a complété la facture n° {number}.",
    en="{supplier} completed invoice No {number}.",
)
declare(
    "CPP-EVT-05",
    fr="{name} vous a écrit au sujet de la facture n° {number}.",
    en="{name} wrote to you about invoice No {number}.",
)
declare(
    "CPP-EVT-06",
    fr="{name} conteste le rejet de la facture n° {number}.",
    en="{name} contests the rejection of invoice No {number}.",
)
declare(
    "CPP-EVT-07",
    fr="{name} vous demande de rejeter la facture n° {number}.",
    en="{name} asks you to reject invoice No {number}.",
)
declare(
    "CPP-ECHANGE-01",
    fr="Écrivez votre message.",
    en="Write your message.",
)
declare(
    "CPP-ECHANGE-02",
    fr="On ne conteste qu’une facture rejetée.",
    en="Only a rejected invoice can be contested.",
)
declare(
    "CPP-ECHANGE-03",
    fr="On ne demande le rejet que d’une facture que le destinataire a encore en main.",
    en="A rejection can be asked for only while the recipient still holds the invoice.",
)
declare(
    "CPP-ECHANGE-04",
    fr="Vous avez déjà écrit {limit} messages en une heure sur cette facture. Attendez une réponse.",
    en="You already wrote {limit} messages within an hour about this invoice. Wait for an answer.",
)
declare(
    "CPP-ECHANGE-05",
    fr="Le destinataire n’a pas encore cette facture : attendez qu’elle soit mise à sa disposition.",
    en="The recipient does not have this invoice yet: wait until it is made available.",
)
