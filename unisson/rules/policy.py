"""Which rule sets judge an invoice, and whose fatal findings keep it out: one table.

An invoice is held to what it claims to be (BT-24). The Chorus Pro dialect claims nothing, or claims EN 16931 while its
parties are numbered Chorus Pro's way, and the real platform accepts it: it is not held to EN 16931. What a person
confirms of a PDF lacks most terms of the standard: the portal's own rules are all it can be held to. What is typed line
by line becomes a file of ours, and is held to what that file will claim. A file is judged alike through every door: by
the portal, the API, EDI and the command line.

It stands here and not in `invoices.admission`, which applies it, because the command line judges without Django.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from unisson.einvoice.dialect import speaks_chorus
from unisson.einvoice.reading import Reading, Syntax
from unisson.einvoice.schema_codes import CODE as XSD
from unisson.kernel.findings import Finding, Severity

from . import catalogue
from .engine import RuleSet

SCHEMA = "schema"
"""The official schema, in the table beside the rule sets."""


class Claim(StrEnum):
    """What an invoice says it is."""

    TYPED = "typed"
    """Read off the page of a PDF, or typed beside it: no file that claims anything."""
    CHORUS = "chorus"
    """The dialect of the Chorus Pro flows."""
    EN16931 = "en16931"
    """Complies with EN 16931: itself, BASIC, XRechnung, Peppol…"""
    EXTENSION = "extension"
    """Says more than EN 16931 knows: EXTENDED, EXTENDED-CTC-FR. Its own rules relax some of the standard's."""
    PROFILE = "profile"
    """Says less than EN 16931 asks for (MINIMUM, BASIC WL), or is of another family."""


class Weight(StrEnum):
    """What a fatal finding of a rule set does."""

    BLOCKS = "blocks"
    ADVISES = "advises"


_B, _A = Weight.BLOCKS, Weight.ADVISES
POLICY: Mapping[Claim, Mapping[str, Weight]] = {
    Claim.TYPED: {"choruspro": _B, "sense": _B},
    Claim.CHORUS: {"choruspro": _B, "sense": _A, SCHEMA: _B},
    Claim.PROFILE: {"choruspro": _B, "sense": _B, SCHEMA: _B},
    Claim.EXTENSION: {"en16931": _A, "fr": _A, "choruspro": _B, "sense": _B, SCHEMA: _B},
    Claim.EN16931: {"en16931": _B, "fr": _A, "choruspro": _B, "sense": _B, SCHEMA: _B},
}
"""A set that a row does not name is not run: it would only tell a hundred faults that nobody has to mend."""

OF_THE_FORM = frozenset({"CPP-TVA-01"})
"""What only the form of a deposit supplies: of a PDF it is not judged when the page does not say it either."""
HELD_TO = frozenset({"CPP-TOTAL-07"})
"""Remarks that refuse a file which declares EN 16931 or an extension of it: there BR-CO-15 is law, in the portal's own
dialects it is not (they are accepted with a TTC that follows other sums)."""
_BY_LAW = frozenset({Claim.EN16931, Claim.EXTENSION})
_EN16931 = "urn:cen.eu:en16931"
_CONFORMANT = ("#conformant#", ":conformant:", ":1p0:extended", ":2p0:extended")
_STANDARDS = frozenset({"en16931", "fr"})


@dataclass(frozen=True, kw_only=True)
class Course:
    """What judges one invoice. `blocking` names sets, and `SCHEMA`; `passed_over` the sets that do not run."""

    claim: Claim
    rulesets: tuple[RuleSet, ...]
    blocking: frozenset[str]
    passed_over: tuple[str, ...] = ()

    def keeps_out(self, finding: Finding) -> bool:
        """Whether a finding refuses the invoice. What is of no set (the reader's, a failure of ours) always does."""
        rule = catalogue.find(finding.code)
        judge = SCHEMA if finding.code == XSD else rule and rule.ruleset
        if judge and judge not in self.blocking:
            return False
        return finding.severity is Severity.FATAL or (self.claim in _BY_LAW and finding.code in HELD_TO)

    def profile_of(self, reading: Reading) -> str | None:
        """The profile whose schema holds: the dialect is held to the whole syntax, whatever it declares."""
        return None if self.claim is Claim.CHORUS else reading.profile


def course(reading: Reading, *, blocking: Sequence[str] = ()) -> Course:
    """The course of an invoice. `blocking`: sets that the operator lets block where they would advise."""
    claim = claim_of(reading)
    row = POLICY[claim]
    return Course(
        claim=claim,
        rulesets=tuple(one for one in catalogue.ALL_RULESETS if one.name in row),
        blocking=frozenset(name for name, weight in row.items() if weight is Weight.BLOCKS or name in blocking),
        passed_over=tuple(one.name for one in catalogue.ALL_RULESETS if one.name not in row),
    )


def held_to(name: str, *, blocking: Sequence[str] = ()) -> tuple[Claim, ...]:
    """The claims that a rule set keeps out when it finds something fatal; `blocking` as in `course`."""
    return tuple(
        claim for claim, row in POLICY.items() if name in row and (row[name] is Weight.BLOCKS or name in blocking)
    )


def named(names: Sequence[str], reading: Reading) -> Course:
    """The course that somebody asked for: the named sets, all of them blocking.

    The schema blocks where a named set judges the syntax and builds on it, else as for any invoice of that claim.
    """
    chosen = tuple(one for one in catalogue.ALL_RULESETS if one.name in names)
    if not _STANDARDS.isdisjoint(names):
        return Course(claim=_declared(reading), rulesets=chosen, blocking=frozenset({*names, SCHEMA}))
    own = course(reading)
    schema = own.blocking & {SCHEMA}
    return replace(own, rulesets=chosen, blocking=frozenset(names) | schema, passed_over=())


def claim_of(reading: Reading) -> Claim:
    """What an invoice says it is, by its syntax, its declared profile and the marks of the dialect."""
    declared = _declared(reading)
    return Claim.CHORUS if declared in _BY_PROFILE and speaks_chorus(reading) else declared


def _declared(reading: Reading) -> Claim:
    """The claim by syntax and profile alone: the file need not be read for it. What « Saisir facture » makes a file of
    claims to be what that file will be."""
    if not reading.syntax.is_structured and not (reading.syntax is Syntax.FORM and reading.profile):
        return Claim.TYPED
    profile = (reading.profile or "").strip().lower()
    if not profile:
        return Claim.CHORUS
    if not profile.startswith(_EN16931):
        return Claim.PROFILE
    return Claim.EXTENSION if any(mark in profile for mark in _CONFORMANT) else Claim.EN16931


_BY_PROFILE = frozenset({Claim.PROFILE, Claim.EXTENSION, Claim.EN16931})
