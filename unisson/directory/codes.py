"""Sentences about accounts asked for and about attachments."""

from unisson.kernel.words import declare

declare(
    "CPP-INSCRIPTION-01",
    fr="Ce lien d’activation ne sert plus : il a déjà servi, ou son heure est passée. Demandez-en un autre.",
    en="This activation link is no longer good: it was used, or its hour is over. Ask for another one.",
)
declare(
    "CPP-INSCRIPTION-02",
    fr="Ce numéro n’est pas écrit comme il faut : comparez-le à celui de votre entreprise, chiffre par chiffre.",
    en="This number is not written as it should be: compare it with your company’s, digit by digit.",
)
declare(
    "CPP-INSCRIPTION-03",
    fr="Le registre des entreprises donne l’établissement {name} pour fermé. Indiquez le SIRET de celui qui facture.",
    en="The register of companies gives the establishment {name} as closed. State the SIRET of the one that invoices.",
)
declare(
    "CPP-MANDAT-01",
    fr="Cochez « Je signe le mandat » pour le signer.",
    en="Tick “I sign the mandate” to sign it.",
)
declare(
    "CPP-RATTACHEMENT-01",
    fr="Vous êtes déjà rattaché à cette structure, ou vous l’avez déjà demandé.",
    en="You are attached to this structure already, or have asked to be.",
)
declare(
    "CPP-RATTACHEMENT-02",
    fr="Cochez au moins une demande.",
    en="Tick at least one request.",
)
