"""Sentences about what developers play in a sandbox."""

from unisson.kernel.words import declare

declare(
    "CPP-ESSAI-01",
    fr="Ce portail n’est pas un bac à sable : rien ne s’y joue.",
    en="This portal is no sandbox: nothing is played here.",
)
declare(
    "CPP-ESSAI-02",
    fr="« {value} » n’est pas un motif que le bac à sable sache jouer. Reprenez-en un de la liste.",
    en="“{value}” is no reason that the sandbox can play. Take one of the list.",
)
declare(
    "CPP-ESSAI-03",
    fr="Aucune structure publique active ne reçoit de factures ici sous le SIRET « {siret} ».",
    en="No active public organisation receives invoices here under the SIRET “{siret}”.",
)
declare(
    "CPP-ESSAI-04",
    fr="Un destinataire du bac à sable paie dans un délai de 0 à {limit} jours : indiquez un nombre entier.",
    en="A recipient of the sandbox pays within 0 to {limit} days: give a whole number.",
)
declare(
    "CPP-ESSAI-05",
    fr="L’horloge avance de 1 à {limit} jours, et de dix ans au plus en tout.",
    en="The clock goes forward by 1 to {limit} days, and by ten years at most in all.",
)
