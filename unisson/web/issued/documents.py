"""The documents of a draft as data: what is joined, what may be picked from the person's library."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.files.models import Piece
from unisson.invoices.models import Attachment, Invoice
from unisson.web.controls import Option
from unisson.web.pieces import shelf
from unisson.web.tags import filesize


@dataclass(frozen=True, kw_only=True)
class Documents:
    """« Pièces jointes ». `library`: what the person keeps; `picked`: the keys of what is ticked and not joined yet."""

    invoice: Invoice
    library: Sequence[Piece]
    picked: Sequence[str]

    @cached_property
    def joined(self) -> list[tuple[Attachment, bool]]:
        """The attachments, each with whether the person keeps it for other invoices."""
        held = {piece.file_id for piece in self.library}
        joined = Attachment.objects.filter(invoice=self.invoice).select_related("file")
        return [(attachment, attachment.file_id in held) for attachment in joined]

    @property
    def shelf(self) -> list[Option]:
        """« Ajouter depuis mes pièces jointes »."""
        return shelf(self.library, joined={one.file_id for one, _kept in self.joined}, picked=self.picked)

    @property
    def open(self) -> bool:
        """Whether the folded block has something to show."""
        return bool(self.joined or self.picked)

    @property
    def meta(self) -> str:
        count, more = len(self.joined), len(self.shelf)
        if more and not count:
            words = ngettext("aucune jointe, %(count)s pièce gardée", "aucune jointe, %(count)s pièces gardées", more)
            return words % {"count": more}
        weight = filesize(sum(attachment.file.size for attachment, _kept in self.joined))
        words = ngettext("%(count)s fichier, %(weight)s", "%(count)s fichiers, %(weight)s", count)
        return words % {"count": count, "weight": weight} if count else _("aucune")
