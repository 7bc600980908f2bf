"""Every route for every kind of person: the answers are those of the table, and the table knows every route."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from unisson.kernel.keys import MOST_DIGITS

from .access import ACCESS, DEMO_ONLY, SANDBOX_ONLY, Asked
from .budget import MOST
from .routes import Route, routes
from .world import NOBODY_HERE, Kind, World, a_world

ROUTES = routes()
BUSY = (Kind.TWO_STRUCTURES, Kind.ANONYMOUS, Kind.MANAGER, Kind.OPERATOR)
"""Who sees most of each page."""


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    settings.DEMO = settings.SANDBOX = True
    return a_world()


def answer(world: World, kind: Kind, route: Route, asked: Asked) -> int:
    """The status that a person of this kind gets; nothing of what the request did remains."""
    before = transaction.savepoint()
    client = Client()
    if kind is not Kind.ANONYMOUS:
        client.force_login(world.people[kind])
    thing = world.things[asked.thing]
    response = client.generic(
        asked.method,
        route.path(thing),
        data="&".join(f"{name}={value.format_map(thing)}" for name, value in asked.data.items()),
        content_type="application/x-www-form-urlencoded",
    )
    transaction.savepoint_rollback(before)
    return response.status_code


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert set(ACCESS) == set(ROUTES)


def test_every_view_declares_who_may_open_it() -> None:
    assert [route.name for route in ROUTES.values() if route.declared is None] == []


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_each_kind_of_person_gets_the_answers_of_the_table(kind: Kind, world: World) -> None:
    got = {
        (name, asked.method, asked.thing): (answer(world, kind, ROUTES[name], asked), asked.expected(kind))
        for name, row in ACCESS.items()
        for asked in row
    }

    assert {key: both for key, both in got.items() if both[0] != both[1]} == {}


@pytest.mark.parametrize("kind", [Kind.TWO_STRUCTURES, Kind.MANAGER, Kind.OPERATOR])
def test_a_number_that_no_row_can_have_is_no_fault_of_ours(kind: Kind, world: World) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[kind])
    longest = "9" * MOST_DIGITS
    paths = [one.path(dict.fromkeys(one.arguments, longest)) for one in ROUTES.values() if one.arguments]
    asked = [path.replace(longest, digits) for path in paths for digits in (longest, "9" * 25)]

    assert [
        (path, way) for path in asked for way in ("GET", "POST") if client.generic(way, path).status_code >= 500
    ] == []


@pytest.mark.parametrize("name", sorted(DEMO_ONLY | SANDBOX_ONLY))
def test_what_belongs_to_the_demonstration_does_not_exist_elsewhere(
    name: str, world: World, settings: Settings
) -> None:
    settings.DEMO = settings.SANDBOX = False

    missing = {kind: 302 if name in SANDBOX_ONLY and kind in NOBODY_HERE else 404 for kind in Kind}
    assert {kind: answer(world, kind, ROUTES[name], ACCESS[name][0]) for kind in Kind} == missing


def test_no_page_asks_more_than_its_budget(world: World) -> None:
    costs = {}
    for name, row in ACCESS.items():
        for asked in row:
            kind = next((one for one in BUSY if one in asked.who), None)
            if asked.method == "GET" and asked.answer == 200 and kind:
                costs[name, asked.thing] = cost(world, kind, ROUTES[name].path(world.things[asked.thing]))

    assert costs
    assert {key: found for key, found in costs.items() if found > MOST} == {}


def cost(world: World, kind: Kind, path: str) -> int:
    """Queries of a page at its second opening: the first of a session also writes when it was seen."""
    client = Client()
    if kind is not Kind.ANONYMOUS:
        client.force_login(world.people[kind])
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
