"""Sentences about attachments that a manager proposes, spaces that close, reasons that are due."""

from unisson.kernel.words import declare

declare(
    "CPP-PROPOSITION-01",
    fr="L’adresse {address} est déjà celle d’une personne rattachée à cette structure : ouvrez sa page pour changer "
    "ses droits.",
    en="The address {address} is already that of a person attached to this structure: open that page to change the "
    "rights.",
)
declare(
    "CPP-PROPOSITION-02",
    fr="Une proposition attend déjà la réponse de {address} : renvoyez-la, ou annulez-la.",
    en="A proposal already waits for the answer of {address}: send it again, or cancel it.",
)
declare(
    "CPP-PROPOSITION-03",
    fr="Vous avez proposé {limit} rattachements en 24 heures. Attendez demain pour le suivant.",
    en="You proposed {limit} attachments in 24 hours. Wait until tomorrow for the next one.",
)
declare(
    "CPP-PROPOSITION-04",
    fr="Cette proposition ne tient plus : elle a reçu sa réponse, a été annulée, ou son délai est passé. Demandez au "
    "gestionnaire de la renvoyer.",
    en="This proposal no longer holds: it was answered or cancelled, or its time is over. Ask the manager to send it "
    "again.",
)
declare(
    "CPP-PROPOSITION-05",
    fr="L’adresse {address} vient de recevoir cette proposition, ou l’a reçue {limit} fois. Attendez, ou annulez-la.",
    en="The address {address} just got this proposal, or got it {limit} times. Wait, or cancel it.",
)
declare(
    "CPP-PROPOSITION-06",
    fr="L’adresse {address} a reçu assez de propositions de cette structure en 24 heures. Attendez demain.",
    en="The address {address} received enough proposals of this structure in 24 hours. Wait until tomorrow.",
)
declare(
    "CPP-DROITS-08",
    fr="{structure} reçoit des factures : cet espace reste ouvert tant que la structure est active.",
    en="{structure} receives invoices: this space stays open while the structure is active.",
)
declare(
    "CPP-DEMANDE-05",
    fr="Dites pourquoi vous refusez : la personne le lira.",
    en="Say why you refuse: the person will read it.",
)
