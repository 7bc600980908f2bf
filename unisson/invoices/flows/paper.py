"""The integration report as a PDF: what `consulterCR` answers and what people keep. In French, as every paper here."""

from collections.abc import Iterable

from django.utils.translation import override

from unisson.kernel.clock import PARIS
from unisson.kernel.findings import Finding
from unisson.kernel.ports import ports
from unisson.kernel.words import sentence

from ..models import Flow
from . import report
from .syntaxes import label_of

State = Flow.State


def printed(flow: Flow) -> bytes:
    """The report of a whole flow as it stands, with what keeps each invoice out."""
    assert ports.renderer is not None  # noqa: S101 - wired at start
    made = report.of(flow)
    lines = [report.line_of(one) for one in report.lines(flow)] if flow.is_archive or not made.technical else []
    with override("fr"):
        values = {
            "number": flow.number,
            "file": flow.file_name,
            "syntax": f"{label_of(flow.stated)} ({flow.stated})",
            "sender": f"{flow.supplier.name} ({flow.supplier.identifier})",
            "state": str(State(flow.state).label),
            "counted": _counted(made),
            "received": flow.received_at.astimezone(PARIS).isoformat(),
            "since": flow.since.astimezone(PARIS).isoformat(),
            "technical": _sentences(made.technical),
            "lines": [_line(line) for line in lines],
        }
    return ports.renderer.render("report", values)


def _line(line: report.Line) -> dict[str, object]:
    return {
        "number": line.number or "—",
        "file": line.flow.file_name,
        "state": str(State(line.flow.state).label),
        "sentences": _sentences(line.findings),
    }


def _sentences(findings: Iterable[Finding]) -> list[str]:
    return [sentence(finding.code, finding.values) for finding in findings]


def _counted(made: report.Report) -> str:
    if made.flow.is_archive:
        return f"{made.total}, dont {made.taken} intégrées et {made.turned_down} refusées"
    return "1"
