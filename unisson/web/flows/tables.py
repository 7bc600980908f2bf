"""Reports and rejections as tables to keep."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from unisson.invoices.flows import report
from unisson.invoices.flows.report import Line
from unisson.invoices.lists.search import AT_ONCE
from unisson.invoices.models import Flow
from unisson.kernel.clock import legal_day
from unisson.web.language import in_words
from unisson.web.sheets import download

from .page import LOOKS


def report_table(flow: Flow, *, kind: str) -> HttpResponseBase:
    """Every line of the report of a flow."""
    lines = (report.line_of(one) for one in report.lines(flow).iterator(chunk_size=AT_ONCE))
    return download(_rows(lines), name=f"compte-rendu-{flow.number}", kind=kind, sheet=_("Compte rendu"))


def rejections_table(lines: Iterable[Line], *, day: date, issuer: str, kind: str) -> HttpResponseBase:
    """« Rejets EDI » of one day and one issuer."""
    return download(_rows(lines), name=f"rejets-{issuer}-{day.isoformat()}", kind=kind, sheet=_("Rejets EDI"))


def _rows(lines: Iterable[Line]) -> Iterator[tuple[object, ...]]:
    yield (
        _("Numéro de flux"),
        _("Fichier"),
        _("Numéro de facture"),
        _("Fournisseur"),
        _("Destinataire"),
        _("Date de dépôt"),
        _("État courant"),
        _("Motif"),
    )
    for line in lines:
        flow = line.flow
        yield (
            flow.number,
            flow.file_name,
            line.number,
            flow.seller,
            flow.buyer,
            legal_day(flow.received_at),
            str(LOOKS[flow.state].label),
            " | ".join(in_words(finding) for finding in line.findings),
        )
