"""The refusals of « Fiche structure »: coordinates, parameters, services, bank details."""

from unisson.kernel.words import declare

declare(
    "CPP-FICHE-01",
    fr="Quelqu’un vient de changer cette fiche. Voici ce qui est enregistré maintenant : reprenez à partir de là.",
    en="Somebody just changed this record. Here is what it says now: go on from there.",
)
declare(
    "CPP-FICHE-02",
    fr="{name} est désactivée : sa fiche ne change plus.",
    en="{name} is deactivated: its record does not change any more.",
)
declare(
    "CPP-FICHE-03",
    fr="Les paramètres de facturation sont ceux d’une structure publique : {name} est privée.",
    en="Invoicing parameters belong to public structures: {name} is private.",
)
declare(
    "CPP-FICHE-04",
    fr="« L’un ou l’autre » contredit une obligation : exigez le code service, le n° d’engagement, les deux, ou l’un "
    "des deux au choix.",
    en="“Either” contradicts an obligation: require the service code, the commitment number, both, or one of the two.",
)
declare(
    "CPP-FICHE-05",
    fr="« Maîtrise d’ouvrage uniquement » suppose la maîtrise d’ouvrage : choisissez l’une des trois réponses.",
    en="“Works owner only” supposes a works owner: choose one of the three answers.",
)
declare(
    "CPP-FICHE-06",
    fr="Aucun service de {name} n’est ouvert : si le code service était exigé, personne ne pourrait plus lui facturer. "
    "Ajoutez d’abord un service.",
    en="No service of {name} is open: if the service code were required, nobody could invoice it any more. Add a "
    "service first.",
)
declare(
    "CPP-FICHE-07",
    fr="L’État exige toujours le code service et le n° d’engagement : ces obligations ne changent pas ici.",
    en="The State always requires the service code and the commitment number: these obligations do not change here.",
)
declare(
    "CPP-FICHE-08",
    fr="« {number} » n’est pas un n° de TVA : deux lettres du pays, puis le numéro. Recopiez-le de vos documents.",
    en="“{number}” is no VAT number: two letters of the country, then the number. Copy it from your documents.",
)
declare(
    "CPP-FICHE-09",
    fr="Indiquez une désignation, une adresse et une ville : les factures les portent.",
    en="Give a name, an address and a town: invoices carry them.",
)
declare(
    "CPP-FICHE-10",
    fr="Désignation et adresse viennent du registre des entreprises : elles se corrigent auprès de l’INSEE.",
    en="Name and address come from the register of companies: have them corrected at INSEE.",
)
declare(
    "CPP-SERVICE-01",
    fr="{name} a déjà un service « {service} ». Choisissez un autre code.",
    en="{name} already has a service “{service}”. Choose another code.",
)
declare(
    "CPP-SERVICE-02",
    fr="Des factures ou des brouillons portent déjà le code « {service} » : il ne change plus. Fermez ce service et "
    "ajoutez-en un autre.",
    en="Invoices or drafts already carry the code “{service}”: it does not change any more. Close this service and add "
    "another one.",
)
declare(
    "CPP-SERVICE-03",
    fr="La fin de validité vient avant le début : corrigez l’une des deux dates.",
    en="The last day of validity comes before the first: correct one of the two dates.",
)
declare(
    "CPP-SERVICE-04",
    fr="Un service se ferme aujourd’hui ou plus tard : le {day} est passé.",
    en="A service is closed today or later: {day} is over.",
)
declare(
    "CPP-SERVICE-05",
    fr="« {service} » est le dernier service ouvert, et {name} exige un code service : personne ne pourrait plus lui "
    "facturer. Ouvrez-en un autre d’abord, ou n’exigez plus le code service.",
    en="“{service}” is the last open service, and {name} requires a service code: nobody could invoice it any more. "
    "Open another one first, or stop requiring the service code.",
)
declare(
    "CPP-SERVICE-06",
    fr="Indiquez le code et le nom du service.",
    en="Give the code and the name of the service.",
)
declare(
    "CPP-SERVICE-07",
    fr="Indiquez le dernier jour où ce service reçoit des factures.",
    en="Give the last day on which this service receives invoices.",
)
declare(
    "CPP-BANQUE-01",
    fr="« {iban} » n’est pas un IBAN valide : un chiffre ou une lettre ne va pas. Recopiez-le du relevé d’identité "
    "bancaire.",
    en="“{iban}” is no valid IBAN: a digit or a letter is wrong. Copy it from the bank’s document.",
)
declare(
    "CPP-BANQUE-02",
    fr="« {bic} » n’est pas un BIC : 8 ou 11 signes, par exemple BNPAFRPP. Recopiez-le du relevé d’identité bancaire.",
    en="“{bic}” is no BIC: 8 or 11 signs, for instance BNPAFRPP. Copy it from the bank’s document.",
)
declare(
    "CPP-BANQUE-03",
    fr="Cochez « Affactureur » et donnez le nom de l’affactureur, ou laissez les deux vides.",
    en="Tick “Factor” and give the factor’s name, or leave both empty.",
)
declare(
    "CPP-BANQUE-04",
    fr="Ce compte est déjà parmi les références bancaires, sous le libellé « {label} ».",
    en="This account already stands among the bank details, as “{label}”.",
)
declare(
    "CPP-BANQUE-05",
    fr="Ce compte a été retiré : il ne change plus. Ajoutez-le de nouveau.",
    en="This account was withdrawn: it does not change any more. Add it again.",
)
declare(
    "CPP-BANQUE-06",
    fr="Donnez un libellé à ce compte : on le choisit d’après lui au dépôt.",
    en="Give this account a label: it is chosen by it when an invoice is submitted.",
)
