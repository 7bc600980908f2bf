"""Files in words: formats to choose from, how far one is, what it is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from unisson.directory.spaces import Space
from unisson.invoices.bundle import USUAL, Paper
from unisson.invoices.models import Export, ExportFile
from unisson.kernel.clock import legal_day
from unisson.web.controls import Option

_TYPES = {
    Export.Kind.CSV: "text/csv; charset=utf-8",
    Export.Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Export.Kind.ZIP: "application/zip",
}
_NAMES = {Space.ISSUED: "factures-emises", Space.RECEIVED: "factures-recues"}


@dataclass(frozen=True, kw_only=True)
class Described:
    """An export in words. `label`: how far it is."""

    pk: int
    title: str
    label: str
    state: str
    done: int
    total: int
    asked_at: datetime
    space: str


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A file to download. `traced`: by a form, since each of its invoices keeps a trace."""

    number: int
    title: str
    size: int
    traced: bool


def described(export: Export) -> Described:
    """One export in words."""
    told = {"done": number_format(export.done, force_grouping=True)}
    told["total"] = number_format(max(export.total, export.done), force_grouping=True)
    return Described(
        pk=export.pk,
        title=_title(export),
        label=_("%(done)s sur %(total)s factures") % told,
        state=export.state,
        done=export.done,
        total=max(export.total, export.done, 1),
        asked_at=export.asked_at,
        space=str(Space(export.space).label),
    )


def _title(export: Export) -> str:
    count = max(export.total, export.done)
    number = number_format(count, force_grouping=True)
    words = {
        Export.Kind.CSV: ngettext("Tableau CSV, %(n)s facture", "Tableau CSV, %(n)s factures", count),
        Export.Kind.XLSX: ngettext("Classeur Excel, %(n)s facture", "Classeur Excel, %(n)s factures", count),
        Export.Kind.ZIP: ngettext("Documents de %(n)s facture", "Documents de %(n)s factures", count),
    }
    return words[Export.Kind(export.kind)] % {"n": number}


def files_of(export: Export) -> list[Ready]:
    """What may be downloaded. One query."""
    if export.state != Export.State.READY:
        return []
    files = list(export.files.all())
    traced = export.kind == Export.Kind.ZIP
    return [
        Ready(number=file.number, title=_part(rank, len(files)), size=file.size, traced=traced)
        for rank, file in enumerate(files, start=1)
    ]


def _part(rank: int, count: int) -> str:
    return _("Fichier %(rank)s sur %(count)s") % {"rank": rank, "count": count} if count > 1 else _("Le fichier")


def kinds(asked: str) -> list[Option]:
    """The formats, the one asked for chosen."""
    known = [
        (Export.Kind.XLSX, _("Un classeur Excel"), _("Une ligne par facture ; les numéros longs restent entiers.")),
        (
            Export.Kind.CSV,
            _("Un tableau CSV"),
            _("Pour un logiciel. Excel y arrondit les numéros de plus de 15 chiffres : préférez-lui le classeur."),
        ),
        (
            Export.Kind.ZIP,
            _("Les documents des factures (ZIP)"),
            _("Un dossier par facture, en fichiers de 120 Mo au plus. Chaque facture garde trace du téléchargement."),
        ),
    ]
    chosen = asked if asked in Export.Kind.values else Export.Kind.XLSX
    return [Option(value=value, label=label, detail=detail, chosen=value == chosen) for value, label, detail in known]


def papers(asked: Sequence[str]) -> list[Option]:
    """What each folder may hold."""
    labels = {
        Paper.ORIGINAL: _("Le fichier déposé"),
        Paper.READABLE: _("La version lisible"),
        Paper.STRUCTURED: _("Les données structurées (XML)"),
        Paper.ATTACHMENTS: _("Les pièces jointes"),
        Paper.CERTIFICATE: _("Le certificat de dépôt"),
        Paper.HISTORY: _("L’historique"),
    }
    chosen = set(asked) or {one.value for one in USUAL}
    return [Option(value=paper.value, label=label, chosen=paper.value in chosen) for paper, label in labels.items()]


def type_of(file: ExportFile) -> str:
    return _TYPES[Export.Kind(file.export.kind)]


def name_of(file: ExportFile) -> str:
    """What the file is called where it is saved."""
    export = file.export
    part = f"-{file.number}" if export.kind == Export.Kind.ZIP else ""
    return f"{_NAMES[Space(export.space)]}-{legal_day(export.asked_at).isoformat()}{part}.{export.kind.lower()}"
