"""What a log may hold, as a line and as JSON."""

import json
import logging
import sys
from logging import LogRecord

import pytest

from unisson.config.logs import Discreet, JsonLines, RoutesForPaths, discreet, logging_for
from unisson.kernel.correlation import correlated


def a_record(message: str = "Flow %s failed", *values: object, **more: object) -> LogRecord:
    record = LogRecord("unisson.invoices", logging.ERROR, __file__, 1, message, values or (12,), None)
    vars(record).update(more)
    return record


def test_a_json_line_says_when_what_where_and_for_which_request() -> None:
    with correlated("0123456789abcdef"):
        said = json.loads(JsonLines().format(a_record(facts={"ms": 12})))
    assert said.pop("at").endswith("+00:00")
    assert said == {
        "level": "ERROR",
        "logger": "unisson.invoices",
        "message": "Flow 12 failed",
        "correlation": "0123456789abcdef",
        "ms": 12,
    }


def test_a_line_bears_the_mark_too() -> None:
    with correlated("0123456789abcdef"):
        assert Discreet("{mark} {message}", style="{").format(a_record()) == "0123456789abcdef Flow 12 failed"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("to claire.martin@example.org: refused", "to …@… refused"),
        ("'claire@example.org' <marc@x.fr>", "'…@…' <…@…>"),
        ("GET /annuaire/?q=Claire+Martin&page=2 was slow", "GET /annuaire/?… was slow"),
        ("is null\nDETAIL:  Failing row contains (1, Claire, Martin).\nCONTEXT: x", "is null\nDETAIL: …\nCONTEXT: x"),
        ("What now?", "What now?"),
    ],
)
def test_people_are_taken_out(text: str, left: str) -> None:
    assert discreet(text) == left


@pytest.mark.parametrize("formatter", [Discreet(), JsonLines()], ids=["line", "json"])
def test_people_are_taken_out_of_traces_too(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("Key (email)=(claire@example.org) already exists.")
    except ValueError:
        said = formatter.format(a_record(exc_info=sys.exc_info()))
    assert "ValueError" in said
    assert "claire" not in said


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028", "\x1b[2K", "\u202e"])
def test_what_a_stranger_sends_writes_no_line_of_its_own(sign: str) -> None:
    forged = f"x{sign}2026-11-28 04:00:00 INFO unisson.accounts Signed in"
    said = Discreet("{message}", style="{").format(a_record("Signing in elsewhere failed: %s", forged))
    assert len(said.splitlines()) == 1
    assert said.isprintable()
    assert ascii(sign)[1:-1] in said


def test_a_trace_keeps_its_lines_and_none_of_them_looks_like_a_record() -> None:
    told = "x\r\n2026-11-28 04:00:00 INFO unisson.accounts Signed in\nDETAIL: (1, Claire)"
    try:
        raise ValueError(told)
    except ValueError:
        said = Discreet("{message}", style="{").format(a_record(exc_info=sys.exc_info())).splitlines()
    assert len(said) > 3
    assert all(line.startswith("  ") for line in said[1:])
    assert all(line.isprintable() for line in said)
    assert not any("Claire" in line for line in said)


def test_django_names_the_route_of_what_failed_and_not_its_path() -> None:
    request = type("Request", (), {"resolver_match": type("Match", (), {"route": "mot-de-passe/<str:token>/"})})()
    record = a_record("%s: %s", "Internal Server Error", "/mot-de-passe/abc/", request=request)
    assert RoutesForPaths().filter(record)
    assert record.getMessage() == "Internal Server Error: mot-de-passe/<str:token>/"


def test_only_a_collector_gets_a_line_for_each_request_and_gunicorn_writes_none() -> None:
    levels = {
        form: logging_for(level="INFO", form=form)["loggers"]["unisson.request"]["level"] for form in ("line", "json")
    }
    assert levels == {"line": "WARNING", "json": "INFO"}
    assert logging_for(level="DEBUG", form="json")["loggers"]["gunicorn.access"]["level"] == "CRITICAL"
