"""The figures of a dashboard and of a forecast, as files to keep: what their pages show."""

import csv

import pytest
from django.test import Client
from django.urls import reverse

from tests.invoices.builders import a_clerk, a_supplier
from tests.web.board.test_board import YEARS, a_stock, client_of

pytestmark = pytest.mark.django_db


def rows(client: Client, route: str, query: str = "") -> list[list[str]]:
    text = client.get(f"{reverse(route)}?{query}").getvalue().decode("utf-8-sig")
    return list(csv.reader(text.splitlines(), delimiter=";"))


@pytest.mark.parametrize("place", ["issued", "received"])
def test_a_dashboard_is_kept_figure_by_figure(place: str) -> None:
    a_stock()
    client = client_of(a_supplier()[0] if place == "issued" else a_clerk())
    told = rows(client, f"{place}:board-file", YEARS)
    board = client.get(f"{reverse(f'{place}:board')}?{YEARS}").context["page"]
    assert {len(row) for row in told} == {6}
    assert sum(int(count) for about, _, count, *_ in told if about == "États") == sum(
        int(figure.value) for _, figures in board.groups for figure in figures
    )
    assert [row[1] for row in told if row[0] == "Délais de traitement"] == [str(one.step) for one in board.delays]


def test_a_workbook_may_be_had_instead() -> None:
    answer = client_of(a_supplier()[0]).get(f"{reverse('issued:board-file')}?fichier=xlsx&periode=annee")
    assert "tableau-de-bord-" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')


def test_a_forecast_is_kept_week_by_week() -> None:
    a_stock()
    client = client_of(a_supplier()[0])
    head, *told = rows(client, "issued:forecast-file")
    assert {len(row) for row in told} == {len(head)}
    assert len(told) == 8 + 4
    *apart, total = (int(row[1]) for row in told)
    assert sum(apart) == total == client.get(reverse("issued:forecast")).context["told"].total.count > 1
