"""Logs: one line a person reads, or one JSON object a machine reads. Neither holds an address, a name or a query."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from unisson.kernel.correlation import mark

_ADDRESS = re.compile(r"[^\s@<>\"'(]+@[^\s@<>\"')]+")
_QUERY = re.compile(r"\?[^\s\"'<>]*=[^\s\"'<>]*")
_ROW = re.compile(r"^DETAIL:.*$", re.MULTILINE)
"""PostgreSQL shows the row that broke a constraint: names and addresses among the rest."""


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What ends a line or turns it round on a screen: whoever sends one would write lines of his own."""


class Discreet(logging.Formatter):
    """A line, its trace if there is one, and the mark of its request or job; what tells of a person is taken out.

    A record is one line whatever it quotes; only the trace, set in, goes over several.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.mark = mark() or "-"
        return discreet(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name of the library
        record.message = one_line(discreet(record.message))
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name of the library
        lines = discreet(super().formatException(ei)).split("\n")
        return "\n".join(f"  {one_line(line)}" for line in lines)


class JsonLines(Discreet):
    """The same as one JSON object a line; `extra={"facts": {…}}` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": discreet(record.getMessage()),
            "correlation": mark(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            told["trace"] = discreet(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


class RoutesForPaths(logging.Filter):
    """Django names the path of what it could not answer; a path may hold the key of a letter, its route does not."""

    def filter(self, record: logging.LogRecord) -> bool:
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        if match is not None and isinstance(record.args, tuple) and len(record.args) > 1:
            record.args = (record.args[0], match.route, *record.args[2:])
        return True


def discreet(text: str) -> str:
    """`text` without e-mail addresses, query strings and rows of the database."""
    return _ROW.sub("DETAIL: …", _QUERY.sub("?…", _ADDRESS.sub("…@…", text)))


def one_line(text: str) -> str:
    """`text` with its control characters spelled out."""
    return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


def logging_for(*, level: str, form: str) -> dict[str, Any]:
    """The configuration for `logging.config.dictConfig`, the same for every process."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"routes": {"()": "unisson.config.logs.RoutesForPaths"}},
        "formatters": {
            "line": {
                "()": "unisson.config.logs.Discreet",
                "format": "{asctime} {levelname} {name} {mark} {message}",
                "style": "{",
            },
            "json": {"()": "unisson.config.logs.JsonLines"},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["routes"]}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Who reads lines sits before a screen, and sees the pages.
            "unisson.request": {"level": "INFO" if form == "json" else "WARNING"},
            # What is not there, or not theirs, is the request's own line.
            "django.request": {"level": "ERROR"},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "pyhanko": {"level": "ERROR"},
            "pyhanko_certvalidator": {"level": "ERROR"},
            # It would write addresses and queries; `unisson.request` tells the same without them.
            "gunicorn.access": {"level": "CRITICAL", "propagate": True},
            "gunicorn.error": {"level": "WARNING", "propagate": True},
        },
    }
