"""The page of the « Liste fiscale » and its file."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_deposit
from tests.web.budget import costs_the_same
from unisson.invoices.models import Invoice

PAGE, FILE = "issued:fiscal", "issued:fiscal-file"


def test_the_current_year_is_shown_unless_another_is_asked(claire: Client) -> None:
    this, former = a_deposit("FA-1"), a_deposit("FA-2")
    Invoice.objects.filter(pk=former.pk).update(issue_date=date(2019, 12, 31))
    year = this.issue_date.year if this.issue_date else 0
    shown = [row.number for row in claire.get(reverse(PAGE), {"du": f"{year}-01-01"}).context["lines"].rows]
    assert shown == ["FA-1"]
    asked = claire.get(reverse(PAGE), {"du": "2019-01-01"}).context
    assert [row.number for row in asked["lines"].rows] == ["FA-2"]
    assert asked["period"].last == date(2019, 12, 31)


@pytest.mark.parametrize("asked", [{"du": "hier"}, {"au": "32/13/2026"}, {"du": "\0", "au": "é" * 200}])
def test_what_is_no_day_is_said_beside_its_field(claire: Client, asked: dict[str, str]) -> None:
    answer = claire.get(reverse(PAGE), asked)
    assert answer.status_code == 200
    assert answer.context["faults"].keys() == {name for name, text in asked.items() if text.strip("\0")}


def test_the_page_costs_the_same_with_fifty_lines(claire: Client) -> None:
    a_deposit("FA-0")
    Invoice.objects.update(issue_date=date(2020, 5, 4))

    def fifty() -> None:
        for rank in range(49):
            a_deposit(f"FB-{rank}")
        Invoice.objects.update(issue_date=date(2020, 5, 4))

    costs_the_same(claire, f"{reverse(PAGE)}?du=2020-05-01&au=2020-05-31", add_rows=fifty)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_names_its_period(claire: Client, kind: str) -> None:
    a_deposit("FA-1")
    answer = claire.get(reverse(FILE), {"du": "2020-01-01", "au": "2030-12-31", "fichier": kind})
    assert f"liste-fiscale-2020-01-01-2030-12-31.{kind}" in answer.headers["Content-Disposition"]
    assert len(answer.getvalue()) > 100


def test_the_file_has_every_line_with_its_amounts_as_shown(claire: Client) -> None:
    invoice = a_deposit("FA-1")
    Invoice.objects.filter(pk=invoice.pk).update(kind="AVOIR", issue_date=date(2020, 5, 4))
    rows = claire.get(reverse(FILE), {"du": "2020-01-01"}).getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert f'"-{invoice.gross_total:.2f}"'.replace(".", ",") in rows[1]


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ({"au": "2019-06-30"}, date(2019, 1, 1), date(2019, 6, 30)),
        ({"du": "2019-06-30", "au": "2019-01-01"}, date(2019, 1, 1), date(2019, 6, 30)),
    ],
)
def test_one_day_gives_its_year_and_two_in_the_wrong_order_are_put_right(
    claire: Client, asked: dict[str, str], first: date, last: date
) -> None:
    period = claire.get(reverse(PAGE), asked).context["period"]
    assert (period.first, period.last) == (first, last)
