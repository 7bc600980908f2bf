"""A verdict told: as the JSON object of `unisson check --json`, or in words for people."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from lxml import etree

from unisson.einvoice.places import Places
from unisson.einvoice.terms import label
from unisson.kernel.findings import Finding, Severity, Value
from unisson.kernel.words import sentence
from unisson.rules import policy
from unisson.rules.engine import Skipped

from .verdict import CONTAINER, Verdict

NBSP = "\u00a0"
MOST_OF_A_CODE = 20
"""Findings of one code that are told to people; those after are counted."""
_BLOCKS, _ADVISES = "erreur", "remarque"
_WHAT = {
    policy.SCHEMA: "la forme du fichier",
    CONTAINER: "le PDF autour de la facture",
    "CPP-TVA-01": "le type de TVA",
}
_WHY = {
    "no_schema": "l’option --no-schema s’en passe",
    "missing": "les schémas officiels ne sont pas installés",
    "unreadable": "il n’a pas pu être lu",
    "form": "il se choisit au dépôt",
    "only_structured_files": "elles ne jugent que les factures UBL, CII et Factur-X",
    f"claim_{policy.Claim.TYPED}": "un PDF sans facture XML n’y est pas tenu",
    f"claim_{policy.Claim.CHORUS}": "les flux de Chorus Pro n’y sont pas tenus",
    f"claim_{policy.Claim.PROFILE}": "le profil de la facture n’y est pas tenu",
}
"""What was not judged, and why, in words; what is not named here is a rule set, and has its name."""


def as_json(verdict: Verdict) -> Iterator[str]:
    """One line, the contract of `--json`, finding by finding."""
    head = {
        "file": verdict.file,
        "sha256": verdict.sha256,
        "format": verdict.format,
        "profile": verdict.profile,
        "rulesets": [{"name": name, "version": version} for name, version in verdict.rulesets],
        "valid": verdict.valid,
    }
    yield f'{json.dumps(head)[:-1]}, "findings": ['
    for rank, finding in enumerate(verdict.findings):
        yield f"{', ' if rank else ''}{json.dumps(_finding(finding, verdict))}"
    yield f'], "skipped": {json.dumps([{"what": one.what, "why": one.why} for one in verdict.skipped])}}}'


def in_words(verdict: Verdict) -> Iterator[str]:
    """The verdict, a line for each finding (how grave, its code, where, what to do), and what was not judged."""
    for line in _lines(verdict):
        # A name of the command line may hold bytes that are no text.
        yield line.encode(errors="replace").decode()


def _lines(verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.file}{NBSP}: {_judgement(verdict)}"
    told = Counter[str]()
    all_of = Counter(finding.code for finding in verdict.findings)
    for finding in verdict.findings:
        told[finding.code] += 1
        if told[finding.code] <= MOST_OF_A_CODE:
            yield f"\n  {_line(finding, verdict)}"
        elif told[finding.code] == MOST_OF_A_CODE + 1:
            yield f"\n  {_others(finding.code, all_of[finding.code] - MOST_OF_A_CODE)}"
    if verdict.skipped:
        yield f"\n  non jugé{NBSP}: {_unjudged(verdict.skipped)}"


def _unjudged(skipped: Iterable[Skipped]) -> str:
    by_reason: dict[str, list[str]] = {}
    for one in skipped:
        by_reason.setdefault(one.why, []).append(one.what)
    return f"{NBSP}; ".join(f"{_names(whats)} ({_WHY.get(why, why)})" for why, whats in by_reason.items())


def _names(whats: Sequence[str]) -> str:
    """ "la forme du fichier", "les règles en16931, fr"."""
    rulesets = [what for what in whats if what not in _WHAT]
    said = [_WHAT[what] for what in whats if what in _WHAT]
    return ", ".join([*said, *([f"les règles {', '.join(rulesets)}"] if rulesets else [])])


def _others(code: str, number: int) -> str:
    return f"… et {number} autre{'s' if number > 1 else ''} fois {code}"


def _judgement(verdict: Verdict) -> str:
    blocking = sum(map(verdict.blocks, verdict.findings))
    counts = (_count(blocking, _BLOCKS), _count(len(verdict.findings) - blocking, _ADVISES))
    judged = ", ".join(f"{name} {version}" for name, version in verdict.rulesets)
    said = ["valable" if verdict.valid else "non valable", *filter(None, counts)]
    return ", ".join(said) + (f" ({verdict.format}{NBSP}; {judged})" if judged else "")


def _count(number: int, what: str) -> str:
    return f"{number}{NBSP}{what}{'s' if number > 1 else ''}" if number else ""


def _line(finding: Finding, verdict: Verdict) -> str:
    place = _place(finding, verdict)
    said = _said(finding, "fr")
    at = (place["label"], _file_line(place["path"])) if place else ()
    where = " ".join(filter(None, at))
    weight = _BLOCKS if verdict.blocks(finding) else _ADVISES
    return f"{weight} {finding.code}{f', {where}' if where else ''}{NBSP}: {said}"


def _file_line(path: str) -> str:
    """ "(l. 45)" of a path; a page as it is."""
    _, mark, line = path.rpartition(" (")
    return mark.strip() + line if mark else path if path.startswith("page") else ""


def _finding(finding: Finding, verdict: Verdict) -> dict[str, Any]:
    place = _place(finding, verdict)
    return {
        "code": finding.code,
        "severity": "fatal" if finding.severity is Severity.FATAL else "warning",
        "where": [place] if place else [],
        "values": {name: _plain(value) for name, value in finding.values.items()},
        "fr": _said(finding, "fr"),
        "en": _said(finding, "en"),
    }


def _said(finding: Finding, language: str) -> str:
    if finding.values:
        return sentence(finding.code, finding.values, language=language)
    return _said_without_values(finding.code, language)


@cache
def _said_without_values(code: str, language: str) -> str:
    return sentence(code, {}, language=language)


def _place(finding: Finding, verdict: Verdict) -> dict[str, str]:
    """Term, path in the file and label; empty for the whole file."""
    place, path = finding.where, ""
    if verdict.places is not None:
        element = _element(finding, verdict.places)
        if element is not None:
            place, path = verdict.places.place_of(element) or place, verdict.places.shown(element)
        else:
            path = verdict.places.path(place) or str(finding.values.get("path", ""))
    elif verdict.pages is not None:
        path = verdict.pages.get(finding.term, "")
    if not place and not path:
        return {}
    term = place.rpartition("/")[2].partition("[")[0]
    return {"term": term, "path": path, "label": label(place) if term else ""}


def _element(finding: Finding, places: Places) -> etree._Element | None:
    """The element that a finding names: by its path, or else by its line."""
    line, name, path = (str(finding.values.get(key) or "") for key in ("line", "element", "path"))
    if path:
        return places.element_of(path)
    return places.element_at(int(line), name) if line.isdigit() else None


def _plain(value: Value) -> str | int | None:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date | datetime | time) else value
