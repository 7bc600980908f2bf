"""What the page of a certificate of deposit says (domain-rules §4.10), from the snapshot taken at deposit."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.kernel.clock import PARIS
from unisson.kernel.identifiers import show_siret

from . import french

_AMOUNTS = (
    ("net_total", "Montant HT après remise globale", False),
    ("vat_total", "Montant TVA", False),
    ("discount", "Montant remise globale TTC", False),
    ("gross_before_discount", "Montant TTC avant remise globale", False),
    ("gross_total", "Montant TTC total", False),
    ("net_to_pay", "Montant à payer", True),
)
"""The lines of the Récapitulatif, in its order (domain-rules §4.2, step 6)."""
_OPTIONAL = (
    ("service", "Code service"),
    ("commitment", "Numéro d’engagement"),
    ("contract", "Numéro de marché"),
)
_SENTENCES = {
    "FACTURE": "Le fournisseur {supplier} a déposé la facture n°\u00a0{number} à l’intention de {recipient} le "
    "{moment} (heure de Paris).",
    "AVOIR": "Le fournisseur {supplier} a déposé l’avoir n°\u00a0{number} à l’intention de {recipient} le "
    "{moment} (heure de Paris).",
}
_WHY = {
    "weak": "Elle n’a pas pu être contrôlée\u00a0: son algorithme (SHA-1) ne prouve plus rien.",
    "elsewhere": "Elle ne porte pas sur cette facture.",
    "several": "Elle n’a pas pu être contrôlée\u00a0: le fichier en contient plusieurs.",
}
"""Why a signature could not be told."""
_PROOF = (
    "Ce certificat atteste que le fichier désigné ci-dessus, reconnaissable à son empreinte SHA-256, a été déposé sur "
    "le portail à la date et à l’heure indiquées (heure de Paris), par une personne habilitée par le fournisseur, à "
    "l’intention du destinataire.",
    "Il n’atteste ni l’exactitude des sommes, ni le service fait, ni l’accord du destinataire, qui examine la facture "
    "à son tour.",
)


def shown(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `templates/certificate.typ`, as readers see them.

    `snapshot`: `certificate_number`, `deposited_at` (ISO, with offset), `number`, `issue_date` (ISO), `currency`,
    `supplier` and `recipient` ({identifier, name}), the six amounts as plain decimals, `file` ({name, sha256}),
    `verify_url`; if there are any, `kind`, `attachments`, `service`, `commitment`, `contract`, `framework`,
    `signature`.
    """
    at = datetime.fromisoformat(snapshot["deposited_at"])
    return {
        "title": snapshot["number"],
        "day": [at.year, at.month, at.day],
        "number": snapshot["certificate_number"],
        "sentence": _sentence(snapshot, at),
        "facts": _facts(snapshot),
        "amounts": [
            {"label": label, "value": french.amount(Decimal(snapshot[name]), snapshot["currency"]), "strong": strong}
            for name, label, strong in _AMOUNTS
        ],
        "files": [
            {"name": french.wrapped(file["name"]), "digest": file["sha256"]}
            for file in (snapshot["file"], *snapshot.get("attachments", ()))
        ],
        "proof": _PROOF,
        "check": _check(snapshot["verify_url"]),
    }


def _sentence(snapshot: Mapping[str, Any], at: datetime) -> str:
    return _SENTENCES.get(snapshot.get("kind", ""), _SENTENCES["FACTURE"]).format(
        supplier=french.wrapped(snapshot["supplier"]["name"]),
        recipient=french.wrapped(snapshot["recipient"]["name"]),
        number=snapshot["number"],
        moment=french.moment(at),
    )


def _facts(snapshot: Mapping[str, Any]) -> list[dict[str, str]]:
    framework = FRAMEWORKS.get(snapshot.get("framework", ""))
    facts = [
        ("Fournisseur", _structure(snapshot["supplier"])),
        ("Destinataire", _structure(snapshot["recipient"])),
        ("Date de dépôt", french.moment(datetime.fromisoformat(snapshot["deposited_at"]))),
        ("Numéro de facture", snapshot["number"]),
        ("Date de facture", french.day(date.fromisoformat(snapshot["issue_date"]))),
        *((label, snapshot[name]) for name, label in _OPTIONAL if snapshot.get(name)),
        *([("Cadre de facturation", f"{framework.code}\u00a0: {framework.label}")] if framework else []),
        *([("Signature électronique", _signature(signature))] if (signature := snapshot.get("signature")) else []),
    ]
    return [{"label": label, "value": french.wrapped(value)} for label, value in facts]


def _signature(signature: Mapping[str, Any]) -> str:
    """Signer, moment and verdict, one below the other. Without a trust list never « valide » (ADR 0005)."""
    said = signature["signed_at"]
    moment = f"Signée le {french.moment(datetime.fromisoformat(said).astimezone(PARIS))}" if said else ""
    return "\n".join(filter(None, (signature["signer"] or "Un signataire sans nom", moment, _verdict(signature))))


def _verdict(signature: Mapping[str, Any]) -> str:
    if signature["intact"] is None:
        return _WHY.get(signature["why"] or "", "Elle n’a pas pu être contrôlée.")
    if not signature["intact"]:
        return _WHY["elsewhere"] if signature["why"] == "elsewhere" else "Le fichier a été modifié après la signature."
    if signature["why"] == "expired":
        return (
            "Intègre, mais le certificat du signataire n’était pas en cours de validité\u202f; signataire non vérifié."
        )
    if not signature["whole"]:
        return "Intègre, mais le fichier a été complété après la signature\u202f; signataire non vérifié."
    return "Intègre, signataire vérifié." if signature["trusted"] else "Intègre, signataire non vérifié."


def _structure(structure: Mapping[str, str]) -> str:
    return f"{structure['name']}\n{show_siret(structure['identifier'])}"


def _check(url: str) -> tuple[str, ...]:
    return (
        f"Déposez ce certificat sur {url}, avec le fichier de la facture si vous l’avez\u202f: le portail dit si tous "
        "deux sont ceux du dépôt.",
        "Sans le portail\u202f: le cachet électronique de ce PDF montre qu’il n’a pas changé, et l’empreinte SHA-256 "
        "de votre fichier, calculée avec sha256sum ou Get-FileHash, doit être celle qui est imprimée ici.",
    )
