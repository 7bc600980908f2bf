"""What is known of a signed PDF's signature, in words. Without a trust list never « valide » (design §2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.web.tags import daytime

_WHY = {
    "weak": gettext_lazy("elle n’a pas pu être contrôlée, son algorithme (SHA-1) ne prouve plus rien"),
    "elsewhere": gettext_lazy("elle ne porte pas sur cette facture"),
    "several": gettext_lazy("elle n’a pas pu être contrôlée, le fichier en contient plusieurs"),
}
"""Why a signature could not be told."""


def signature_in_words(signature: Mapping[str, Any]) -> str:
    """« Signé par …, le … : intègre, signataire non vérifié. »; empty for a file without signature."""
    if not signature:
        return ""
    values = {"signer": signature["signer"] or _("un signataire sans nom"), "verdict": _verdict(signature)}
    if signature["signed_at"]:
        values["moment"] = daytime(datetime.fromisoformat(signature["signed_at"]))
        return _("Signature de %(signer)s, le %(moment)s\u00a0: %(verdict)s.") % values
    return _("Signature de %(signer)s\u00a0: %(verdict)s.") % values


def _verdict(signature: Mapping[str, Any]) -> str:
    if signature["intact"] is None:
        return str(_WHY.get(signature.get("why", ""), "")) or _("elle n’a pas pu être contrôlée")
    if not signature["intact"]:
        return _("le fichier a été modifié après la signature")
    if signature.get("why") == "expired":
        return _("intègre, mais le certificat du signataire n’était pas en cours de validité, signataire non vérifié")
    if not signature["whole"]:
        return _("intègre, mais le fichier a été complété après la signature, signataire non vérifié")
    return _("intègre, signataire vérifié") if signature["trusted"] else _("intègre, signataire non vérifié")
