"""Les deux documents OpenAPI tenus contre l’API par schemathesis : aucune panne, aucune réponse qui n’y est pas dite.

Each runs all of its checks: examples, coverage, random calls, and what one answer leads to. The compatible family takes
unknown keys and says what it refuses by a 400 (chorus-pro-api.md §1.3): the two checks of that are left out there.
"""

import base64
import json
import re
import subprocess
import tempfile
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.journeys.portal import running

from . import Trial
from .clients import installed

SCHEMATHESIS = "schemathesis==4.32.5"
SETTINGS = Path("tests/clients/schemathesis.toml").resolve()
LENIENT = "negative_data_rejection,positive_data_acceptance"
_CLOCK = "/api/unisson/v1/sandbox/clock"
_COUNTS = re.compile(r"(\d+) generated(?:, (\d+) found (\d+) unique failures)?")


def main() -> Iterator[Trial]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder) / "var", {"API_CALLS_PER_MINUTE": "1000000"}) as portal,
    ):
        ready = json.loads(portal.unisson("sandbox", "credentials", "--json").stdout)
        program = installed(Path(folder) / "schemathesis", SCHEMATHESIS).parent / "schemathesis"
        headers = _proofs(ready)
        own = ("/api/unisson/v1", program, ready["base_url"], headers, "--max-examples", "60")
        yield _tried(*own, "--exclude-path", _CLOCK)
        # The token is asked for by who has none: it is no call of a technical account.
        lenient = ("--exclude-checks", LENIENT, "--exclude-path", "/api/oauth/token", "--max-examples", "10")
        yield _tried("/cpro", program, ready["base_url"], headers, *lenient)
        # Last: a month ahead, every token has run out.
        yield _tried(*own, "--include-path", _CLOCK)


def _tried(root: str, program: Path, base: str, headers: Mapping[str, str], *options: str) -> Trial:
    told = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    command = [program, "--config-file", SETTINGS, "run", f"{base}{root}/openapi.json", "--checks", "all", *told]
    # It leaves a cache where it runs.
    place = program.parent
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False, timeout=1800, cwd=place)
    found = _COUNTS.search(done.stdout)
    tried, failed = (int(found[1]), int(found[3] or 0)) if found else (1, 1)
    failed = failed or int(done.returncode != 0)
    why = sorted(set(re.findall(r"ST\d+ .*", done.stdout))) if failed else []
    return Trial(what=f"schemathesis, {root}", tried=tried, held=tried - failed, note=" ; ".join(why)[:200])


def _proofs(ready: Mapping[str, str]) -> dict[str, str]:
    form = {
        "grant_type": "client_credentials",
        "client_id": ready["client_id"],
        "client_secret": ready["client_secret"],
        "scope": "openid",
    }
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{ready['base_url']}/api/oauth/token", data) as answer:
        token = json.load(answer)["access_token"]
    account = base64.b64encode(f"{ready['login']}:{ready['password']}".encode()).decode()
    return {"Authorization": f"Bearer {token}", "cpro-account": account}
