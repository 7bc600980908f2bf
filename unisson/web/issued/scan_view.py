"""What the form says of a scanned PDF: being read, read, not legible, or not for this portal to read."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.invoices.drafting import scans
from unisson.invoices.models import Invoice, ScanReading


@dataclass(frozen=True, kw_only=True)
class ScanView:
    """`state`: "reading", "read", "failed", or "unable" where no scan can be read. `done` and `total` are pages."""

    state: str
    done: int = 0
    total: int = 0
    found: int = 0
    poll: str = ""

    @property
    def reading(self) -> bool:
        return self.state == "reading"

    @property
    def progress(self) -> str:
        """« Lecture de la page 1 sur 2… »."""
        page = min(self.done + 1, self.total)
        return _("Lecture de la page %(page)s sur %(total)s…") % {"page": page, "total": self.total}

    @property
    def result(self) -> str:
        words = ngettext(
            "%(count)s champ rempli d’après l’image. Vérifiez-les : une image se lit moins bien qu’un texte.",
            "%(count)s champs remplis d’après l’image. Vérifiez-les : une image se lit moins bien qu’un texte.",
            self.found,
        )
        return words % {"count": self.found}


def scan_view(invoice: Invoice) -> ScanView | None:
    """None for a draft without scanned pages."""
    if not invoice.draft.get("scanned"):
        return None
    scan = scans.of(invoice)
    if scan is None:
        return ScanView(state="unable")
    poll = f"{reverse('issued:scan', args=[invoice.pk])}?faites={scan.pages_done}"
    return ScanView(
        state=_state(scan, invoice), done=scan.pages_done, total=len(scan.pages), found=scan.found, poll=poll
    )


def _state(scan: ScanReading, invoice: Invoice) -> str:
    # Ended since the draft was looked at: what it read is on the next page, not on this one.
    if scan.ended_at is None or (scan.found and "scan" not in invoice.draft):
        return "reading"
    return "read" if scan.found else "failed"
