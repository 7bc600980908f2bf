"""The tables of both syntaxes: complete, and compiled as their rows say."""

from collections.abc import Iterator

import pytest

from unisson.einvoice import cii, ubl
from unisson.einvoice.binding import Group, Table, at, compiled, filler, fixed, group, spare
from unisson.einvoice.safexml import parse
from unisson.einvoice.terms import TERMS
from unisson.einvoice.walk import Walk
from unisson.kernel.findings import Severity

SPACES = {"x": "urn:x"}
# Groups without an element of their own, terms the portal derives, and what UBL writes as an attribute.
NOT_BOUND = {"BG-13", "BG-22", "BG-EXT"} | {code for code in TERMS if code.startswith(("EXT-", "BT-X-", "BG-X-"))}
SCHEMES = {"BT-18-1", "BT-128-1"}


def terms_of(table: Table) -> Iterator[str]:
    for row in table:
        yield row.term
        yield from terms_of(row.rows) if isinstance(row, Group) else (row.subject,)


@pytest.mark.parametrize(
    ("table", "without"),
    [(cii.TABLE, set()), (ubl.INVOICE_TABLE, SCHEMES), (ubl.CREDIT_NOTE_TABLE, SCHEMES)],
)
def test_a_table_binds_every_term_of_the_standard(table: Table, without: set[str]) -> None:
    assert set(TERMS) - NOT_BOUND - without - set(terms_of(table)) == set()


def walked(table: Table, xml: str) -> Walk:
    walk = Walk(day="")
    walk.read(parse(f'<a xmlns="urn:x">{xml}</a>'.encode()), compiled(table, namespaces=SPACES))
    return walk


def test_of_rows_on_one_element_the_first_that_fits_is_taken() -> None:
    table = (at("BT-10", "x:r"), at("BT-12", "x:r[@k='1|2']"), at("BT-13", "x:r[x:t]/x:v"))
    walk = walked(table, '<r k="2">A</r><r>B</r><r><t/><v>C</v></r>')
    assert (walk.raw["BT-12"], walk.raw["BT-10"], walk.raw["BT-13"]) == ("A", "B", "C")
    assert walk.problems == []


def test_a_condition_may_compare_with_another_term() -> None:
    table = (at("BT-5", "x:c"), at("BT-110", "x:v[@c=BT-5]"), at("BT-111", "x:v"))
    assert walked(table, '<c>EUR</c><v c="EUR">1</v><v c="USD">2</v>').raw["BT-111"] == "2"


def test_a_term_of_the_document_may_stand_within_a_group() -> None:
    table = (group("BG-23", "x:t", at("BT-116", "x:b"), at("BT-8", "x:d")),)
    walk = walked(table, "<t><b>1</b><d>5</d></t><t><b>2</b><d>5</d></t>")
    assert set(walk.raw) == {"BG-23[1]/BT-116", "BG-23[2]/BT-116", "BT-8", "BT-8[2]"}
    assert walk.problems == []


def test_a_group_on_demand_counts_once_it_holds_something() -> None:
    table = (group("BG-17", "x:m", at("BT-81", "x:c"), at("BT-84", "x:i"), on_demand=True),)
    walk = walked(table, "<m><c>48</c></m><m><c>48</c><i>IBAN</i></m>")
    assert walk.raw["BG-17[1]/BT-84"] == "IBAN"
    assert walk.occurrences["BG-17"] == 1


def test_a_second_choice_gives_way_whatever_the_order() -> None:
    table = (at("BT-41", "x:p"), spare("BT-41", "x:d"))
    for xml in ("<p>A</p><d>B</d>", "<d>B</d><p>A</p>"):
        (problem,) = walked(table, xml).problems
        assert (problem.severity, problem.values["kept"]) == (Severity.INFORMATION, "A")


def test_an_element_that_can_only_say_one_thing_is_held_to_it() -> None:
    table = (fixed("x:f", "VAT"), filler("x:g", "any"))
    assert walked(table, "<f>VAT</f><g>else</g>").problems == []
    assert [problem.code for problem in walked(table, "<f>GST</f>").problems] == ["CPP-LEC-05"]


@pytest.mark.parametrize("row", [at("BT-999", "x:a"), at("BT-1", "y:a"), at("BT-1", "x:a[not a condition]")])
def test_a_row_that_makes_no_sense_does_not_compile(row: object) -> None:
    with pytest.raises((KeyError, ValueError)):
        compiled((row,), namespaces=SPACES)  # type: ignore[arg-type]
