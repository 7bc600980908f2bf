"""What is known of a signed PDF's signature, in words. Without a trust list never « valide » (design §2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from unisson.web.tags import daytime


def signature_in_words(signature: Mapping[str, Any]) -> str:
    """« Signé par …, le … : intègre, signataire non vérifié. »; empty for a file without signature."""
    if not signature:
        return ""
    values = {"signer": signature["signer"] or _("un signataire sans nom"), "verdict": _verdict(signature)}
    if signature["signed_at"]:
        values["moment"] = daytime(datetime.fromisoformat(signature["signed_at"]))
        return _("Signature de %(signer)s, le %(moment)s : %(verdict)s.") % values
    return _("Signature de %(signer)s : %(verdict)s.") % values


def _verdict(signature: Mapping[str, Any]) -> str:
    if signature["intact"] is None:
        return _("elle n’a pas pu être contrôlée")
    if not signature["intact"]:
        return _("le fichier a été modifié après la signature")
    if not signature["whole"]:
        return _("intègre, mais le fichier a été complété après la signature, signataire non vérifié")
    return _("intègre, signataire vérifié") if signature["trusted"] else _("intègre, signataire non vérifié")
