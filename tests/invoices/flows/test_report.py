from collections import Counter

import pytest

from unisson.directory.spaces import Space
from unisson.invoices.flows import following, paper, report
from unisson.invoices.flows.closing import state_of
from unisson.invoices.flows.report import WAITING
from unisson.invoices.lists.further import Further, condition
from unisson.invoices.models import Flow, Invoice
from unisson.kernel.refusal import NotFound

from ..builders import LATER, a_cii, a_supplier
from .builders import WRONG_TOTAL, an_archive, judged, promised

pytestmark = pytest.mark.django_db
State = Flow.State


def test_what_waits_is_never_told_as_a_success() -> None:
    flow = promised(a_cii()).flow
    assert report.code_of(flow) == WAITING
    flow.attempts = 1
    assert report.code_of(flow) == State.UNDERWAY


@pytest.mark.parametrize(("content", "code"), [(b"<a/>", "QP_IRRECEVABLE"), (a_cii(), "IN_INTEGRE")])
def test_the_end_is_told_by_its_official_code(content: bytes, code: str) -> None:
    assert report.code_of(judged(content)) == code


def test_a_file_that_is_no_invoice_is_a_technical_error_and_no_line_of_an_invoice() -> None:
    made = report.of(judged(b"<a/>"))
    assert [finding.code for finding in made.technical] == ["CPP-XML-05"]


def test_a_line_of_what_was_turned_down_says_only_what_keeps_it_out() -> None:
    flow = judged(an_archive("FA-1", **{"w.xml": a_cii("FA-2", replace=WRONG_TOTAL)}), "lot.tar.gz")
    (line,) = [report.line_of(one) for one in report.lines(flow, turned_down=True)]
    assert line.findings
    assert {finding.severity for finding in line.findings} == {"fatal"}
    assert (line.key, line.turned_down, line.is_invoice) == (None, True, True)


def test_the_report_counts() -> None:
    made = report.of(judged(an_archive("FA-1", "FA-2", **{"w.xml": b"<a/>"}), "lot.tar.gz"))
    assert (made.total, made.done, made.taken, made.turned_down) == (3, 3, 2, 1)


def test_an_invoice_is_found_by_the_number_of_its_whole_flow() -> None:
    flow = judged(an_archive("FA-1", "FA-2"), "lot.tar.gz")
    found = Invoice.objects.filter(condition(Further(flow=flow.number), Space.ISSUED))
    assert sorted(found.values_list("number", flat=True)) == ["FA-1", "FA-2"]


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ([State.INTEGRATED], State.INTEGRATED),
        ([State.INTEGRATED, State.REJECTED], State.PARTIAL),
        ([State.INTEGRATED, State.FAILED], State.PARTIAL),
        ([State.REJECTED, State.INADMISSIBLE], State.REJECTED),
        ([State.REJECTED, State.FAILED], State.REJECTED),
        ([State.FAILED, State.FAILED], State.FAILED),
        ([State.INTEGRATED, State.RECEIVED], None),
        ([], State.REJECTED),
    ],
)
def test_what_the_files_make_of_the_whole(states: list[str], whole: str | None) -> None:
    assert state_of(Counter(states)) == whole


def test_the_date_of_the_state_is_that_of_its_last_change() -> None:
    flow = judged(an_archive("FA-1"), "lot.tar.gz")
    assert flow.since == LATER


def test_errors_stand_apart_as_those_of_files_and_those_of_invoices() -> None:
    flow = judged(an_archive("FA-1", **{"w.xml": a_cii("FA-2", replace=WRONG_TOTAL), "x.xml": b"<a/>"}), "lot.tar.gz")
    errors = report.errors_of(flow)
    assert [(name, finding.code) for name, finding in errors.technical] == [("x.xml", "CPP-XML-05")]
    assert [line.number for line in errors.invoices] == ["FA-2"]


def test_a_flow_is_got_by_its_number_and_by_no_other() -> None:
    flow = promised(a_cii()).flow
    assert following.get_numbered(a_supplier()[0], flow.number) == flow
    for wrong in ("", "1", flow.number[:-1] + "x", "²" * 25, flow.number[:-1] + "0"):
        with pytest.raises(NotFound):
            following.get_numbered(a_supplier()[0], wrong)


def test_the_report_is_a_pdf() -> None:
    for content in (b"<a/>", a_cii(replace=WRONG_TOTAL)):
        assert paper.printed(judged(content)).startswith(b"%PDF")
