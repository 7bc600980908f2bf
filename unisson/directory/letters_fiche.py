"""The e-mails about « Fiche structure »."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from unisson.notices.language import moment
from unisson.notices.letters import Letter, letter


@letter("bank-changed")
def bank_changed(values: Mapping[str, Any]) -> Letter:
    """To every manager of a structure: its bank details were added, changed or withdrawn, and by whom."""
    titles = {
        "added": _("Un compte bancaire est ajouté à %(structure)s"),
        "changed": _("Un compte bancaire de %(structure)s a changé"),
        "withdrawn": _("Un compte bancaire de %(structure)s est retiré"),
    }
    unexpected = {
        "added": _("Sinon, appelez aussitôt cette personne, sans répondre à ce courriel, puis retirez le compte."),
        "changed": _(
            "Sinon, appelez aussitôt cette personne, sans répondre à ce courriel, puis rétablissez le compte précédent."
        ),
        "withdrawn": _(
            "Sinon, appelez aussitôt cette personne, sans répondre à ce courriel, puis ajoutez de nouveau ce compte."
        ),
    }
    facts = [
        (_("Par"), values["by"]),
        (_("Le"), moment(datetime.fromisoformat(values["at"])) if "at" in values else ""),
        (_("Motif"), values.get("reason", "")),
        (_("Libellé"), values["label"]),
        (_("IBAN"), values["iban"]),
        (_("IBAN précédent"), values["was"]),
        (_("Affactureur"), values["factor"]),
    ]
    return Letter(
        title=titles[values["what"]] % values,
        subject=_("Références bancaires modifiées : %(structure)s") % values,
        tone="warn",
        paragraphs=(
            _("Si vous l’attendiez, vous n’avez rien à faire."),
            unexpected[values["what"]],
        ),
        facts=tuple((label, value) for label, value in facts if value),
        button=(
            _("Voir les références bancaires"),
            f"{settings.BASE_URL}/gestionnaire/structures/{values['structure_pk']}/comptes/",
        ),
    )
