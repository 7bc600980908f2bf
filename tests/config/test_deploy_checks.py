"""`manage.py check --deploy` has nothing to say of a portal in production, and something of each slip."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "UNISSON_HTTPS": "1",
    "UNISSON_BASE_URL": "https://factures.example.org",
    "UNISSON_HOSTS": "factures.example.org,127.0.0.1",
    "UNISSON_OPERATOR": "Syndicat numérique, aide@example.org",
    "UNISSON_EMAIL_URL": "smtp://mail.example.org:587",
}


def checked(folder: Path, **changed: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("UNISSON_", "DJANGO_"))}
    environment = {**clean, **PRODUCTION, "UNISSON_VAR": str(folder), **changed}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_portal_in_production_is_clean(tmp_path: Path) -> None:
    assert checked(tmp_path)[0] == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("UNISSON_DEMO", "1", "unisson.E001"),
        ("UNISSON_SANDBOX", "1", "unisson.E002"),
        ("UNISSON_BASE_URL", "http://factures.example.org", "unisson.W001"),
        ("UNISSON_OPERATOR", "", "unisson.W002"),
        ("UNISSON_EMAIL_URL", "", "unisson.W003"),
        ("UNISSON_HTTPS", "0", "security.W008"),
        ("UNISSON_DEBUG", "1", "security.W018"),
        ("UNISSON_SECRET_KEY", "court", "security.W009"),
    ],
)
def test_each_slip_is_said(name: str, value: str, said: str, tmp_path: Path) -> None:
    code, words = checked(tmp_path, **{name: value})
    assert code == 1
    assert said in words
