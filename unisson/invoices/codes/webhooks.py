"""Sentences about the webhooks of a structure."""

from unisson.kernel.words import declare

declare(
    "CPP-WEBHOOK-04",
    fr="Cette structure a déjà {limit} webhooks : supprimez-en un avant d’en ajouter un autre.",
    en="This structure already has {limit} webhooks: delete one before you add another.",
)
declare(
    "CPP-WEBHOOK-05",
    fr="Choisissez au moins un événement, parmi : {kinds}.",
    en="Choose at least one event, among: {kinds}.",
)
declare(
    "CPP-WEBHOOK-06",
    fr="Ce webhook est arrêté : reprenez-le d’abord.",
    en="This webhook is stopped: resume it first.",
)
declare(
    "CPP-WEBHOOK-07",
    fr="Un test attend déjà son envoi : patientez quelques secondes.",
    en="A test is already waiting to be sent: wait a few seconds.",
)
declare(
    "CPP-WEBHOOK-08",
    fr="Cette structure a déjà un webhook à cette adresse : modifiez-le dans la liste.",
    en="This structure already has a webhook at this address: change it in the list.",
)
declare(
    "CPP-WEBHOOK-09",
    fr="Le secret de ce webhook vient d’être renouvelé, et ne se montre qu’une fois. Perdu, il se renouvelle encore.",
    en="The secret of this webhook was just renewed, and is shown once only. If it is lost, renew it again.",
)
