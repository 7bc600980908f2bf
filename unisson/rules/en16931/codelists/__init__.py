"""The code lists of EN 16931 as dated tables, one file each, and what brings them up to date.

A file says on its first line what the list is and from which version of the official sheets it was taken. A code keeps
the day from which (`since`) and until which (`until`) a version of ours knew it; `only` names the one syntax whose
official sheet lists it, where the two differ.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent

LISTS = {
    "currencies": ("ISO 4217", ("BR-CL-03", "BR-CL-04", "BR-CL-05")),
    "countries": ("ISO 3166-1 alpha-2", ("BR-CL-14", "BR-CL-15")),
    "vat_prefixes": ("ISO 3166-1 alpha-2, et EL pour la Grèce", ("BR-CO-09",)),
    "invoice_types": ("UNTDID 1001, factures", ("BR-CL-01",)),
    "credit_note_types": ("UNTDID 1001, avoirs", ("BR-CL-01",)),
    "vat_point_dates_ubl": ("UNTDID 2005", ("BR-CL-06",)),
    "vat_point_dates_cii": ("UNTDID 2475", ("BR-CL-06",)),
    "reference_types": ("UNTDID 1153", ("BR-CL-07",)),
    "note_subjects": ("UNTDID 4451", ("BR-CL-08",)),
    "identifier_schemes": ("ISO/IEC 6523 ICD", ("BR-CL-10", "BR-CL-11", "BR-CL-21", "BR-CL-26")),
    "endpoint_schemes": ("EAS", ("BR-CL-25",)),
    "item_classifications": ("UNTDID 7143", ("BR-CL-13",)),
    "payment_means": ("UNTDID 4461", ("BR-CL-16",)),
    "vat_categories": ("UNTDID 5305", ("BR-CL-17", "BR-CL-18")),
    "allowance_reasons": ("UNTDID 5189", ("BR-CL-19",)),
    "charge_reasons": ("UNTDID 7161", ("BR-CL-20",)),
    "exemption_reasons": ("VATEX", ("BR-CL-22",)),
    "units": ("UN/ECE Recommandations 20 et 21", ("BR-CL-23",)),
    "media_types": ("types MIME de BT-125", ("BR-CL-24",)),
}
"""Name of the file → what the list is, and the rules whose tests hold it."""

_OF_ONE_SYNTAX = {
    "vat_point_dates_ubl": ("UBL", 0),
    "vat_point_dates_cii": ("CII", 0),
    "invoice_types": ("UBL", 0),
    "credit_note_types": ("UBL", 1),
}
"""Lists that one sheet holds, and which of the lists of its test they are; CII does not tell the two types apart."""
_LIST = re.compile(r"contains\(\s*'( [^']+ )'")
_MEDIA_TYPE = re.compile(r"@mimeCode\s*=\s*'([^']+)'")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One code: the syntax that alone knows it ("" for both), and the days between which it was known."""

    code: str
    only: str = ""
    since: str = ""
    until: str = ""


@cache
def entries(name: str) -> tuple[Entry, ...]:
    """The table of a list, in its order."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        file.readline()
        names, *rows = csv.reader(file)
        return tuple(Entry(**dict(zip(names, row, strict=True))) for row in rows)


@cache
def codes(name: str, syntax: str = "UBL") -> frozenset[str]:
    """The codes in force in the version of the rules, for "UBL" (and what was typed) or "CII"."""
    return frozenset(one.code for one in entries(name) if not one.until and one.only in ("", syntax))


def refresh(tests: Mapping[str, Mapping[str, str]], *, version: str, day: date) -> list[str]:
    """Rewrite the tables from the tests of the official sheets ("UBL" and "CII" → code → XPath); what changed.

    Codes that a new version no longer lists keep their line, with `until`.
    """
    changes = []
    for name, (title, rules) in LISTS.items():
        before = {one.code: one for one in entries(name)} if (HERE / f"{name}.csv").exists() else {}
        after = _merged(before, _listed(name, rules, tests), day)
        changes += [f"{name}: {one.code}" for one in after if before.get(one.code) != one]
        _write(name, f"# {title} ; artefacts EN 16931 {version} ; {day.isoformat()}", after)
    entries.cache_clear()
    codes.cache_clear()
    return changes


def _listed(name: str, rules: Iterable[str], tests: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Each code that the sheets list, and the syntax that alone lists it."""
    if name in _OF_ONE_SYNTAX:
        syntax, rank = _OF_ONE_SYNTAX[name]
        (rule,) = rules
        return dict.fromkeys(sorted(_lists(tests[syntax][rule])[rank]), "")
    found = {
        syntax: {code for rule in rules for listed in _lists(sheet[rule])[:1] for code in listed}
        for syntax, sheet in tests.items()
    }
    return {
        code: "" if all(code in listed for listed in found.values()) else _owner(code, found)
        for code in sorted(set().union(*found.values()))
    }


def _owner(code: str, found: Mapping[str, set[str]]) -> str:
    return next(syntax for syntax, listed in found.items() if code in listed)


def _lists(test: str) -> list[list[str]]:
    """The lists of codes in the test of a rule."""
    return [listed.split() for listed in _LIST.findall(test)] or [_MEDIA_TYPE.findall(test)]


def _merged(before: Mapping[str, Entry], listed: Mapping[str, str], day: date) -> list[Entry]:
    since = day.isoformat() if before else ""
    kept = [
        replace(before.get(code) or Entry(code=code, since=since), only=only, until="") for code, only in listed.items()
    ]
    missing = [one for one in before.values() if one.code not in listed]
    gone = [one if one.until else replace(one, until=day.isoformat()) for one in missing]
    return sorted([*kept, *gone], key=lambda one: one.code)


def _write(name: str, title: str, table: Iterable[Entry]) -> None:
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"{title}\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "only", "since", "until"))
        writer.writerows((one.code, one.only, one.since, one.until) for one in table)
