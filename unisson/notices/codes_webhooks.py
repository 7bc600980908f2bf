"""Sentences about the addresses of webhooks, and why nothing arrived there."""

from collections.abc import Mapping

from unisson.kernel.ports import Unreached
from unisson.kernel.words import declare

OF_FAULT: Mapping[str, str] = {
    Unreached.UNKNOWN: "CPP-WEBHOOK-11",
    Unreached.FORBIDDEN: "CPP-WEBHOOK-12",
    Unreached.REFUSED: "CPP-WEBHOOK-13",
    Unreached.CERTIFICATE: "CPP-WEBHOOK-14",
    Unreached.SILENT: "CPP-WEBHOOK-15",
    Unreached.BROKEN: "CPP-WEBHOOK-16",
    Unreached.UNSIGNED: "CPP-WEBHOOK-17",
}
"""The sentence of each reason why nothing arrived (`Delivery.fault`)."""

declare(
    "CPP-WEBHOOK-01",
    fr="Donnez une adresse complète qui commence par https://, sans identifiant ni mot de passe.",
    en="Give a whole address that begins with https://, without a login or a password.",
)
declare(
    "CPP-WEBHOOK-02",
    fr="Le port {port} n’est pas permis : utilisez 443, ou un port à partir de 1024.",
    en="Port {port} is not allowed: use 443, or a port from 1024 up.",
)
declare(
    "CPP-WEBHOOK-03",
    fr="« {host} » n’est pas une machine d’Internet : donnez une adresse publique.",
    en="“{host}” is not a machine of the internet: give a public address.",
)
declare(
    "CPP-WEBHOOK-11",
    fr="Le nom de cette machine est inconnu : vérifiez l’adresse.",
    en="The name of this machine is unknown: check the address.",
)
declare(
    "CPP-WEBHOOK-12",
    fr="Ce nom mène à une adresse qui n’est pas publique : rien n’y est envoyé.",
    en="This name leads to an address that is not public: nothing is sent there.",
)
declare(
    "CPP-WEBHOOK-13",
    fr="La machine refuse la connexion : vérifiez que votre programme écoute à cette adresse.",
    en="The machine refuses the connection: check that your program listens at this address.",
)
declare(
    "CPP-WEBHOOK-14",
    fr="Le certificat de la machine n’est pas valable pour ce nom : renouvelez-le.",
    en="The machine’s certificate is not good for this name: renew it.",
)
declare(
    "CPP-WEBHOOK-15",
    fr="Pas de réponse en 15 secondes : répondez d’abord, traitez ensuite.",
    en="No answer within 15 seconds: answer first, work afterwards.",
)
declare(
    "CPP-WEBHOOK-16",
    fr="La connexion s’est interrompue avant la réponse, ou la réponse n’est pas du HTTP.",
    en="The connection ended before the answer, or the answer is no HTTP.",
)
declare(
    "CPP-WEBHOOK-17",
    fr="Le portail ne peut plus lire le secret de ce webhook : renouvelez le secret.",
    en="The portal can no longer read the secret of this webhook: renew the secret.",
)
