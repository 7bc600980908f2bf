"""Valid is not admitted: `rules` reports, this module decides, and is the only place that does (design §4).

Facts come from the directory and from the database; which findings block is the table of `rules.policy` (ADR 0009).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from unisson.directory.models import Service, Structure
from unisson.directory.needs import Needs, needs_of
from unisson.directory.search import open_on
from unisson.einvoice import schema
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.model import Invoice as Value
from unisson.einvoice.reading import Reading
from unisson.kernel.findings import Finding, Severity
from unisson.kernel.identifiers import compact
from unisson.kernel.ports import Known, ports
from unisson.rules import catalogue, engine, policy
from unisson.rules.engine import Report
from unisson.rules.policy import Claim, Course

from . import moved
from .models import Invoice
from .status import NEVER_SENT

OURS = "choruspro"
CHECK_DIGITS = frozenset({"CPP-TIERS-03", "CPP-TIERS-06"})
OF_OTHER_FRAMEWORKS = frozenset({"BR-FR-08_BT-23"})
"""Advice of the reform to write S1, B1…: to follow it would be wrong on an invoice that says A1 to this portal."""
MOST_FINDINGS = 100
"""Findings that are kept and shown of one invoice; those after are counted."""


class RuleBrokenError(RuntimeError):
    """A rule that blocks could not be judged, through a fault of ours: nothing can be decided now."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the database knows about the parties of one invoice on the day of its deposit."""

    supplier: Structure
    recipient: Structure | None = None
    service: Service | None = None
    service_open: bool = False
    number_used: bool = False
    commitment: Known | None = None
    """Whether the recipient knows the commitment number; None where the invoice has none, or nobody was asked yet."""
    on: date

    @property
    def needs(self) -> Needs:
        return needs_of(self.recipient, self.service) if self.recipient else Needs()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What keeps the invoice out, and what is only remarked."""

    blocking: tuple[Finding, ...]
    remarks: tuple[Finding, ...]
    facts: Facts
    versions: Mapping[str, str] = field(default_factory=dict)
    """The rule sets that judged, each in its version."""

    @property
    def admitted(self) -> bool:
        return not self.blocking


def facts_for(value: Value, *, supplier: Structure, on: date, numbers_of: QuerySet[Structure] | None) -> Facts:
    """Three queries. `numbers_of`: by whom the number may have been sent already. None: nobody may be told."""
    siret = compact(value.buyer.siret or "") if value.buyer else ""
    facts = facts_of_route(siret, value.buyer_reference or "", supplier=supplier, on=on)
    if numbers_of is None:
        return facts
    return replace(facts, number_used=number_used(numbers_of, number=value.number, day=value.issue_date))


def facts_of_route(siret: str, service_code: str, *, supplier: Structure, on: date) -> Facts:
    """What the directory knows about a recipient and its service. Two queries at most."""
    recipient = Structure.objects.filter(identifier=siret, kind=Structure.Kind.SIRET).first() if siret else None
    service = None
    if recipient and service_code:
        service = recipient.services.annotate(is_open=open_on(on)).filter(code=service_code).first()
    return Facts(
        supplier=supplier,
        recipient=recipient,
        service=service,
        service_open=service is not None and service.is_open,
        on=on,
    )


def faults_of_route(facts: Facts, *, siret: str, service_code: str, commitment: str) -> tuple[Finding, ...]:
    """What keeps an invoice from that recipient, service and commitment: the same as at a deposit."""
    recipient = facts.recipient
    if recipient is None:
        return (_unknown_recipient(siret),)
    value = Value(buyer_reference=service_code or None, order_reference=commitment or None)
    facts = _asked_for(value, facts)
    found = (*_about_recipient(recipient), *_about_service(facts, value), *_about_needs(facts, value))
    return tuple(finding for finding in found if finding.severity is Severity.FATAL)


def _asked_for(value: Value, facts: Facts) -> Facts:
    """The same, with what the recipient's register of commitments answers."""
    number, recipient = value.order_reference, facts.recipient
    if not number or recipient is None or facts.commitment is not None:
        return facts
    return replace(facts, commitment=ports.commitments.known(recipient=recipient.identifier, number=number))


def number_used(suppliers: QuerySet[Structure], *, number: str | None, day: date | None) -> bool:
    """Whether one of them already sent that number in that calendar year (domain-rules §4.5)."""
    if not number or not day:
        return False
    sent = Invoice.objects.filter(supplier__in=suppliers, number_key=number_key(number), issue_year=day.year)
    return sent.exclude(status__in=NEVER_SENT).exists()


def number_key(number: str) -> str:
    """A number as uniqueness sees it: capitals."""
    return number.strip().upper()


def judged(reading: Reading, *, on: date) -> Report:
    """What the official schema and the rule sets say of a deposit, as its file claims."""
    course = course_of(reading)
    report = engine.run(reading, course.rulesets, on=on)
    if reading.document is None:
        return report
    faults = schema.check(reading.document, syntax=reading.syntax, profile=course.profile_of(reading))
    return replace(report, findings=(*faults, *report.findings))


def course_of(reading: Reading) -> Course:
    """The row of the policy that holds for `reading`, with what the operator chose."""
    return policy.course(reading, blocking=_chosen())


def held_to(ruleset: str) -> tuple[Claim, ...]:
    """The claims that `ruleset` keeps out here."""
    return policy.held_to(ruleset, blocking=_chosen())


def _chosen() -> tuple[str, ...]:
    """The rule sets that the operator lets block where they would advise."""
    return ("fr",) if settings.FR_RULES_BLOCK else ()


def decide(report: Report, facts: Facts, reading: Reading) -> Decision:
    """Blocking findings and remarks, from the rules and from the facts; each place is complained of once.

    RuleBrokenError when a rule that blocks broke off: a fault of ours refuses nobody.
    """
    course, facts = course_of(reading), _asked_for(reading.invoice, facts)
    told_of = (finding for finding in _once(report.findings, course) if not _is_of_here(finding))
    found = [finding for finding in told_of if not _vouched_for(finding, facts)]
    weighed = [(finding, _keeps_out(finding, course)) for finding in found]
    fatal = [finding for finding, keeps_out in weighed if keeps_out]
    told = {finding.term for finding in fatal}
    from_facts = [f for f in _about_facts(facts, reading.invoice) if f.term not in told]
    blocking = (*_first(fatal), *(f for f in from_facts if f.severity is Severity.FATAL))
    advice = [
        _advised(finding)
        for finding, keeps_out in weighed
        if not (keeps_out or (finding.code in OF_OTHER_FRAMEWORKS and reading.invoice.framework in FRAMEWORKS))
    ]
    remarks = (*_first(advice), *(f for f in from_facts if f.severity is not Severity.FATAL))
    return Decision(blocking=blocking, remarks=remarks, facts=facts, versions=report.versions)


def _is_of_here(finding: Finding) -> bool:
    """A file that names a framework of this portal says what it must say here, even where the reform's rules block."""
    return finding.code in OF_OTHER_FRAMEWORKS and finding.values.get("written") in FRAMEWORKS


def _vouched_for(finding: Finding, facts: Facts) -> bool:
    """A check digit guards against mistyping: of an identifier that the directory knows it says nothing (design §2)."""
    known = {facts.supplier.identifier, facts.recipient.identifier if facts.recipient else None}
    return finding.code in CHECK_DIGITS and finding.values.get("siret") in known


def _first(findings: list[Finding]) -> list[Finding]:
    """As many as somebody would read, and how many more there are."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    kept, more = findings[:MOST_FINDINGS], len(findings) - MOST_FINDINGS
    return [*kept, Finding(code="CPP-ADM-15", where="file", values={"count": more}, severity=kept[-1].severity)]


def _once(findings: tuple[Finding, ...], course: Course) -> Iterator[Finding]:
    """The findings, without those of ours at a place where an official rule that blocks already found something."""
    sets = [rule.ruleset if (rule := catalogue.find(finding.code)) else "" for finding in findings]
    told = {
        finding.where
        for finding, ruleset in zip(findings, sets, strict=True)
        if ruleset != OURS and ruleset in course.blocking and finding.where and finding.severity is Severity.FATAL
    }
    for finding, ruleset in zip(findings, sets, strict=True):
        if ruleset != OURS or finding.where not in told:
            yield finding


def _keeps_out(finding: Finding, course: Course) -> bool:
    """Whether the policy says so; a rule that broke off says nothing, unless it could have."""
    if finding.code == engine.FAILED:
        if finding.values.get("ruleset") in course.blocking:
            raise RuleBrokenError(finding.values.get("rule"))
        return False
    return course.keeps_out(finding)


def _advised(finding: Finding) -> Finding:
    """What would keep the invoice out, had its rule set a say here, is a warning."""
    return replace(finding, severity=Severity.WARNING) if finding.severity is Severity.FATAL else finding


def _about_facts(facts: Facts, value: Value) -> Iterator[Finding]:
    yield from _about_supplier(facts, value)
    yield from _about_circuit(value)
    if facts.recipient is None:
        yield _unknown_recipient((value.buyer.siret if value.buyer else "") or "")
        return
    yield from _about_recipient(facts.recipient)
    yield from _about_service(facts, value)
    yield from _about_needs(facts, value)
    if facts.number_used and value.issue_date:
        yield Finding(code="CPP-ADM-10", where="BT-1", values={"number": value.number, "year": value.issue_date.year})


def _unknown_recipient(siret: str) -> Finding:
    if siret:
        return Finding(code="CPP-ADM-01", where="BT-46", values={"siret": siret})
    return Finding(code="CPP-ADM-13", where="BT-46")


def _about_supplier(facts: Facts, value: Value) -> Iterator[Finding]:
    found = compact(value.seller.siret or "") if value.seller else ""
    if not facts.supplier.active:
        yield moved.about_supplier(facts.supplier)
    elif found and found != facts.supplier.identifier:
        values: dict[str, Any] = {"found": found, "chosen": str(facts.supplier)}
        former = moved.about_seller(found, facts.supplier)
        yield former or Finding(code="CPP-ADM-11", where="BT-29", values=values)


_CIRCUITS = {"A3": "CPP-CADRE-04", "A21": "CPP-CADRE-05"}
"""Frameworks of spaces of their own, which are not open here yet (domain-rules §4.6)."""


def _about_circuit(value: Value) -> Iterator[Finding]:
    """A framework whose circuit is still to come: Chorus Pro accepts it, this portal does not yet."""
    framework = FRAMEWORKS.get(value.framework or "")
    if framework is None or framework.open:
        return
    code = "CPP-CADRE-03" if framework.works else _CIRCUITS.get(framework.code, "CPP-CADRE-06")
    yield Finding(code=code, where="BT-23", values={"framework": framework.code})


def _about_recipient(recipient: Structure) -> Iterator[Finding]:
    if recipient.is_public and not recipient.active:
        yield moved.about_recipient(recipient)
        return
    faults = {"CPP-ADM-03": not recipient.is_public, "CPP-ADM-04": recipient.works_owner_only}
    code = next((code for code, is_fault in faults.items() if is_fault), None)
    if code:
        yield Finding(code=code, where="BT-46", values={"name": recipient.called})


def _about_service(facts: Facts, value: Value) -> Iterator[Finding]:
    if not value.buyer_reference or facts.recipient is None:
        return
    values = {"name": facts.recipient.called, "service": value.buyer_reference}
    if facts.service is None:
        # Without an obligation, a foreign reference in BT-10 is only the buyer's own mark, not a wrong service code.
        must = facts.needs.service or facts.recipient.services.exists()
        severity = Severity.FATAL if must else Severity.WARNING
        yield Finding(code="CPP-ADM-08", where="BT-10", values=values, severity=severity)
    elif not facts.service_open:
        yield Finding(code="CPP-ADM-09", where="BT-10", values=values)


_NEED_FINDINGS = {"service": ("CPP-ADM-05", "BT-10"), "commitment": ("CPP-ADM-06", "BT-13")}


def _about_needs(facts: Facts, value: Value) -> Iterator[Finding]:
    """Evaluation order of domain-rules §3.3 and §4.3: "either" first, then the flags, then the State's check."""
    name = facts.recipient.called if facts.recipient else ""
    missing = facts.needs.missing(service_code=value.buyer_reference, commitment=value.order_reference)
    if missing == {"either"}:
        yield Finding(code="CPP-ADM-07", where="BT-10", values={"name": name})
    for need in sorted(missing - {"either"}):
        code, where = _NEED_FINDINGS[need]
        yield Finding(code=code, where=where, values={"name": name})
    if facts.commitment is Known.NO:
        yield Finding(code="CPP-ADM-12", where="BT-13", values={"name": name, "number": value.order_reference})
