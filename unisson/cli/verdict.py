"""The verdict on one file: read, held against its schema and the rule sets that its claim calls for, and told."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from unisson.einvoice import schema
from unisson.einvoice.detect import FileKind, detect, looks_like_xml
from unisson.einvoice.places import Places
from unisson.einvoice.read import read_hybrid, read_xml
from unisson.einvoice.reading import Reading, Said, Syntax
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.refusal import Refusal
from unisson.pdf import codes as pdf_codes
from unisson.pdf import contents
from unisson.rules import engine, policy
from unisson.rules.engine import Report, Skipped
from unisson.rules.policy import OF_THE_FORM, SCHEMA, Course

from . import codes as _codes  # noqa: F401 - declares its sentences
from .inputs import content_of

FRAMEWORK = "A1"
"""Of an invoice that names none: what the deposit page offers first."""
FORMATS = {
    Syntax.UBL_INVOICE: "UBL-Invoice",
    Syntax.UBL_CREDIT_NOTE: "UBL-CreditNote",
    Syntax.CII: "CII",
    Syntax.FACTURX: "Factur-X",
    Syntax.PDF: "PDF",
}
UNKNOWN = "unknown"
NO_NUMBER = "CPP-LEC-02"
COMPUTES = "en16931"
CONTAINER = "container"
"""The PDF around an invoice, among what was not judged."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of every file. No `rules`: those that the policy chooses. `readers`: see `sandbox.run`."""

    rules: tuple[str, ...] = ()
    schema: bool = True
    on: date
    readers: tuple[str, ...] = contents.READERS


def is_fatal(finding: Finding) -> bool:
    """What blocks where nothing says who judges."""
    return finding.severity is Severity.FATAL


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is said of a file. `places` finds a finding in it, `pages` says on which page of a PDF a term was seen,
    `blocks` whether a finding makes it invalid."""

    file: str
    sha256: str | None
    format: str = UNKNOWN
    profile: str | None = None
    rulesets: Sequence[tuple[str, str]] = ()
    valid: bool = False
    findings: Sequence[Finding] = ()
    skipped: Sequence[Skipped] = ()
    places: Places | None = None
    pages: dict[str, str] | None = None
    blocks: Callable[[Finding], bool] = is_fatal


@dataclass(frozen=True, kw_only=True)
class _Read:
    """The invoice of a file; what the PDF around it says and hides."""

    reading: Reading
    pages: dict[str, str] | None = None
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def verdict_on(file: str, asked: Asked) -> Verdict:
    """Judge one file. Never raises: what cannot be read, and a fault of ours, are findings."""
    digest, content = None, b""
    try:
        content = content_of(Path(file))
        digest = hashlib.sha256(content).hexdigest()
        verdict = _judged(_read(file, content, asked), asked)
        return replace(verdict, file=file, sha256=digest)
    except Refusal as refusal:
        finding = Finding(code=refusal.code, values=refusal.values)
    except Exception:
        import logging

        logging.getLogger(__name__).exception("Judging %r failed", file)
        finding = Finding(code="CPP-MOTEUR-02")
    is_pdf = not looks_like_xml(content) and detect(content) is FileKind.PDF
    return Verdict(file=file, sha256=digest, format="PDF" if is_pdf else UNKNOWN, findings=(finding,))


def crashed_on(file: str) -> Verdict:
    """What is said of a file that brought its judge down."""
    return Verdict(file=file, sha256=None, findings=(Finding(code="CPP-MOTEUR-02"),))


def _read(file: str, content: bytes, asked: Asked) -> _Read:
    if looks_like_xml(content):
        return _Read(reading=read_xml(content))
    kind = detect(content)
    if kind is not FileKind.PDF:
        raise Refusal("CPP-COMMANDE-12" if kind is FileKind.EMPTY else "CPP-COMMANDE-08", file=file)
    from unisson.pdf import sandbox

    return _from_pdf(sandbox.run(contents.read, content, readers=asked.readers))


def _from_pdf(found: contents.Contents) -> _Read:
    if found.xml is not None:
        unread = (Skipped(what=CONTAINER, why="unreadable"),) if found.container is None else ()
        return _Read(reading=read_hybrid(found.xml, found.container), skipped=unread)
    from unisson.pdf.candidate import Candidates

    from . import plain

    candidates = found.candidates or Candidates()
    in_vain = found.container is not None and found.container.announces_invoice
    return _Read(
        reading=plain.reading_of(candidates),
        pages=plain.pages(candidates),
        findings=(Finding(code=pdf_codes.ANNOUNCED_IN_VAIN, severity=Severity.WARNING),) if in_vain else (),
    )


def _judged(read: _Read, asked: Asked) -> Verdict:
    reading = read.reading
    course = policy.named(asked.rules, reading) if asked.rules else policy.course(reading)
    about_form, unjudged = _about_form(reading, course, asked)
    report = _without_the_form(engine.run(_with_framework(reading), course.rulesets, on=asked.on), reading)
    did_not_run = _did_not_run(report, reading, asked)
    findings = (*read.findings, *about_form, *did_not_run, *_no_numbers(reading, report), *report.findings)
    blocks = course.keeps_out
    return Verdict(
        file="",
        sha256=None,
        format=FORMATS[reading.syntax],
        profile=reading.profile,
        rulesets=tuple(report.versions.items()),
        valid=bool(report.versions) and not any(map(blocks, findings)),
        findings=findings,
        skipped=(*read.skipped, *unjudged, *_passed_over(course), *_skipped(report.skipped, course)),
        places=Places(reading.document) if reading.document is not None and findings else None,
        pages=read.pages,
        blocks=blocks,
    )


def _did_not_run(report: Report, reading: Reading, asked: Asked) -> Iterator[Finding]:
    """The sets that were asked for by name and do not judge such a file."""
    for name in asked.rules:
        if name not in report.versions:
            yield Finding(code="CPP-MOTEUR-04", values={"ruleset": name, "format": FORMATS[reading.syntax]})


def _without_the_form(report: Report, reading: Reading) -> Report:
    """A PDF is judged before anybody filled in the form of its deposit."""
    if reading.syntax is not Syntax.PDF:
        return report
    missing = {finding.code for finding in report.findings} & OF_THE_FORM
    return replace(
        report,
        findings=tuple(finding for finding in report.findings if finding.code not in missing),
        skipped=(*report.skipped, *(Skipped(what=code, why="form") for code in sorted(missing))),
    )


def _no_numbers(reading: Reading, report: Report) -> Iterator[Finding]:
    """What is no number, where a standard that computes leaves the reader's problems out: its sums were not judged."""
    if COMPUTES not in report.versions:
        return
    told = {finding.where for finding in report.findings if finding.code == NO_NUMBER}
    for problem in reading.problems:
        if problem.code == NO_NUMBER and problem.where not in told:
            yield problem


def _with_framework(reading: Reading) -> Reading:
    return reading.revised(_framed)


def _framed(said: Said) -> Said:
    if said.invoice.framework:
        return said
    return replace(said, invoice=replace(said.invoice, framework=FRAMEWORK))


def _about_form(reading: Reading, course: Course, asked: Asked) -> tuple[Iterable[Finding], Iterable[Skipped]]:
    """The faults against the schema, or why it was not asked."""
    if reading.document is None:
        return (), ()
    if not asked.schema:
        return (), (Skipped(what=SCHEMA, why="no_schema"),)
    try:
        return schema.check(reading.document, syntax=reading.syntax, profile=course.profile_of(reading)), ()
    except schema.SchemaMissingError:
        return (Finding(code="CPP-MOTEUR-03"),), (Skipped(what=SCHEMA, why="missing"),)


def _passed_over(course: Course) -> Iterable[Skipped]:
    return (Skipped(what=name, why=f"claim_{course.claim}") for name in course.passed_over)


def _skipped(skipped: Iterable[Skipped], course: Course) -> Iterable[Skipped]:
    """The sets that did not apply, and what is left to the form. A rule of another syntax is none of this invoice's."""
    names = OF_THE_FORM.union(ruleset.name for ruleset in course.rulesets)
    return (one for one in skipped if one.what in names and one.why != "syntax")
