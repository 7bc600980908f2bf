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
