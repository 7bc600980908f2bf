"""The samples of `deploy/` agree with the code: what an operator copies works."""

import configparser
import re
from pathlib import Path

import pytest

from unisson.cli import supervise
from unisson.cli.main import COMMANDS
from unisson.config.environment import Environment, secrets
from unisson.web.middleware import LARGEST_BODY

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
_GUNICORN = (DEPLOY.parent / "unisson" / "config" / "gunicorn.py").read_text()
GRACE = int(re.search(r"graceful_timeout = (\d+)", _GUNICORN)[1])  # type: ignore[index]


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(path.read_text())
    return parser


def test_every_setting_of_the_sample_exists_and_no_secret_stands_in_it() -> None:
    known = {f"UNISSON_{name.upper()}" for name in Environment.model_fields}
    files = {f"UNISSON_{name.upper()}_FILE" for name in secrets()}
    named = set(re.findall(r"^#?(UNISSON_\w+)=", (DEPLOY / "unisson.env").read_text(), re.MULTILINE))
    assert named <= known | files
    assert not named & {f"UNISSON_{name.upper()}" for name in secrets()}
    assert files <= named


def test_the_proxy_lets_a_whole_dossier_through_and_keeps_the_metrics_in() -> None:
    nginx = (DEPLOY / "nginx.conf").read_text()
    assert int(re.search(r"client_max_body_size (\d+)m;", nginx)[1]) * 1024 * 1024 >= LARGEST_BODY  # type: ignore[index]
    assert "location = /metrics { return 404; }" in nginx
    for header in (
        "X-Forwarded-For $remote_addr",
        "X-Forwarded-Proto $scheme",
        "X-Request-ID $request_id",
        "Host $host",
    ):
        assert f"proxy_set_header {header};" in nginx


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_service_runs_a_command_that_exists_as_nobody_of_importance(path: Path) -> None:
    service = unit(path)["Service"]
    assert (service["User"], service["NoNewPrivileges"], service["ProtectSystem"]) == ("unisson", "yes", "strict")
    said = re.search(r"\.venv/bin/(unisson (\w+)|gunicorn)", service["ExecStart"])
    assert said and (said[2] is None or said[2] in {command.name for command in COMMANDS})


def test_whoever_stops_the_pages_waits_longer_than_they_take() -> None:
    assert GRACE < supervise.END_WITHIN
    assert int(unit(DEPLOY / "unisson-web.service")["Service"]["TimeoutStopSec"]) > GRACE


def test_the_way_to_production_names_every_sample() -> None:
    told = (DEPLOY.parent / "docs" / "how-to" / "production.md").read_text()
    assert [path.name for path in DEPLOY.iterdir() if path.name not in told] == []
