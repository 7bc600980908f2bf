"""One file of a drop as its list shows it: what it is, what was read in it, the verdict and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from unisson.einvoice.reading import Syntax
from unisson.invoices.models import DropFile
from unisson.kernel.findings import Finding, from_data

State = DropFile.State


@dataclass(frozen=True)
class Look:
    """How a state is shown: its tone, its icon, its words, and what to do."""

    tone: str
    icon: str
    label: str | Promise
    action: str | Promise = ""


LOOKS: Mapping[str, Look] = {
    State.READY: Look("ok", "ok", gettext_lazy("Prête à envoyer"), gettext_lazy("Vérifier")),
    State.FAULTY: Look("bad", "error", "", gettext_lazy("Corriger")),
    State.DOUBTFUL: Look("warn", "alert", "", gettext_lazy("Vérifier")),
    State.TWIN: Look("warn", "copy", gettext_lazy("Doublon"), gettext_lazy("Vérifier")),
    State.REFUSED: Look("bad", "error", gettext_lazy("Refusé")),
    State.FAILED: Look("bad", "error", gettext_lazy("En panne")),
    State.SCANNED: Look("info", "hourglass", gettext_lazy("Scan en cours de lecture"), gettext_lazy("Voir")),
    State.WAITING: Look("info", "hourglass", gettext_lazy("En attente de lecture")),
    State.TO_SEND: Look("info", "sent", gettext_lazy("Envoi en cours")),
    State.SENT: Look("ok", "sent", gettext_lazy("Envoyée"), gettext_lazy("Voir")),
}
_FAULT_OF_OURS = Finding(code="CPP-DEPOT-07")
_SYNTAXES = {
    Syntax.PDF: "PDF",
    Syntax.FACTURX: "Factur-X",
    Syntax.CII: "CII",
    Syntax.UBL_INVOICE: "UBL",
    Syntax.UBL_CREDIT_NOTE: "UBL",
}


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """One file in the list."""

    file: DropFile

    @property
    def kind(self) -> str:
        return _SYNTAXES.get(Syntax(self.file.draft.syntax), "") if self.file.draft else ""

    @property
    def look(self) -> Look:
        return LOOKS[self.file.state]

    @property
    def label(self) -> str:
        """« 1 point à corriger », « Non conforme » for a file that cannot be corrected here."""
        count = self.file.points
        if self.file.state == State.DOUBTFUL:
            return ngettext("%(n)s point à vérifier", "%(n)s points à vérifier", count) % {"n": count}
        if self.file.state != State.FAULTY:
            return str(self.look.label)
        if self.structured:
            return _("Non conforme")
        return ngettext("%(n)s point à corriger", "%(n)s points à corriger", count) % {"n": count}

    @property
    def action(self) -> str:
        if self.file.state == State.FAULTY and self.structured:
            return _("Voir l’écart")
        return str(self.look.action)

    @property
    def structured(self) -> bool:
        return self.file.draft is not None and Syntax(self.file.draft.syntax).is_structured

    @property
    def finding(self) -> Finding | None:
        if self.file.state == State.FAILED:
            return _FAULT_OF_OURS
        return from_data(self.file.findings[0]) if self.file.findings else None

    @property
    def more(self) -> str:
        """« Et 2 autres points. », beyond the one that is told."""
        others = self.file.points - 1
        if others < 1:
            return ""
        return ngettext("Et %(n)s autre point.", "Et %(n)s autres points.", others) % {"n": others}

    @property
    def href(self) -> str:
        if not self.file.draft_id or not self.action:
            return ""
        name = "issued:receipt" if self.file.state == State.SENT else "issued:draft"
        return reverse(name, args=[self.file.draft_id])

    @property
    def removable(self) -> bool:
        return self.file.state not in (State.TO_SEND, State.SENT)
