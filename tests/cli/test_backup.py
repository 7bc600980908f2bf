"""Backup while somebody deposits, everything lost, restore: the audit is clean. With the commands, as an operator."""

import itertools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import boto3
import pytest

from unisson.cli import backup
from unisson.invoices import pulse
from unisson.invoices.models import Pulse
from unisson.kernel.clock import now

_FILL = """
import sys, django
django.setup()
from unisson.cli import prepare
prepare.make_tables()
from tests.invoices import builders
from unisson.invoices import certificate
from unisson.kernel.clock import now
for number in range(int(sys.argv[1]), int(sys.argv[2])):
    builders.an_available(f"FA-{number}")
certificate.print_pending(clock=now)
"""


class Deployment:
    """A portal of its own in a folder."""

    def __init__(self, folder: Path, **others: str) -> None:
        self.var = folder / "var"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("UNISSON_", "DJANGO_"))},
            **others,
            "UNISSON_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "unisson.config.settings",
        }

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        quiet = subprocess.DEVNULL
        return subprocess.Popen([sys.executable, *arguments], env=self._environment, stdout=quiet, stderr=quiet)

    def unisson(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "unisson.cli.main", *arguments]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr

    def fill(self, first: int, last: int) -> "subprocess.Popen[bytes]":
        return self.start("-c", _FILL, str(first), str(last))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Deployment:
    made = Deployment(tmp_path_factory.mktemp("portal"))
    assert made.fill(0, 3).wait(timeout=120) == 0
    return made


def test_a_backup_made_under_load_comes_back_whole(portal: Deployment, tmp_path: Path) -> None:
    load = portal.fill(3, 30)
    kept = tmp_path / "backup"
    code, said = portal.unisson("backup", str(kept))
    assert code == 0, said
    assert load.wait(timeout=120) == 0
    manifest = json.loads((kept / "manifest.json").read_text())
    assert manifest["files"] == len(list((kept / "files").iterdir())) > 3
    assert {"seal.p12", "secret-key"} <= {path.name for path in kept.iterdir()}

    shutil.rmtree(portal.var)
    assert portal.unisson("restore", str(kept))[0] == 0

    code, said = portal.unisson("audit", "--json")
    assert code == 0, said
    assert json.loads(said.splitlines()[-1])["looked_at"]["invoices"] >= 3
    assert portal.unisson("restore", str(kept)) == (1, _sentence("CPP-COMMANDE-26"))
    assert portal.unisson("restore", str(kept), "--over")[0] == 0


def test_a_portal_whose_files_live_in_a_bucket_is_kept_and_comes_back_the_same_way(s3: str, tmp_path: Path) -> None:
    keys = {"UNISSON_S3_ACCESS_KEY": "key", "UNISSON_S3_SECRET_KEY": "secret", "UNISSON_S3_REGION": "us-east-1"}
    before, after = (
        Deployment(tmp_path / name, UNISSON_S3_ENDPOINT=s3, UNISSON_S3_BUCKET=name, **keys) for name in ("old", "new")
    )
    client = boto3.client(
        "s3", endpoint_url=s3, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    for name in ("old", "new"):
        client.create_bucket(Bucket=name)
    assert before.fill(0, 2).wait(timeout=120) == 0
    kept = tmp_path / "backup"
    assert before.unisson("backup", str(kept))[0] == 0
    assert not (before.var / "files").exists()

    code, said = after.unisson("restore", str(kept))
    assert code == 0, said
    assert after.unisson("audit")[0] == 0
    client.delete_object(Bucket="new", Key=client.list_objects_v2(Bucket="new")["Contents"][0]["Key"])
    assert after.unisson("audit")[0] == 1


def test_what_is_no_whole_backup_is_not_restored(portal: Deployment, tmp_path: Path) -> None:
    kept = tmp_path / "backup"
    assert portal.unisson("backup", str(kept))[0] == 0
    assert portal.unisson("backup", str(kept)) == (1, _sentence("CPP-COMMANDE-22", folder=str(kept)))
    altered = next((kept / "files").iterdir())
    altered.write_bytes(b"autre")
    other = Deployment(tmp_path)
    assert other.unisson("restore", str(kept)) == (1, _sentence("CPP-COMMANDE-24", digest=altered.name))
    (kept / "manifest.json").unlink()
    assert other.unisson("restore", str(kept)) == (1, _sentence("CPP-COMMANDE-25", folder=str(kept)))


def _sentence(code: str, **values: str) -> str:
    from unisson.cli import codes  # noqa: F401 - declares the sentences
    from unisson.kernel.words import sentence

    return sentence(code, values) + "\n"


def test_a_database_that_is_cut_off_is_refused_before_anything_is_touched(portal: Deployment, tmp_path: Path) -> None:
    kept = tmp_path / "backup"
    assert portal.unisson("backup", str(kept))[0] == 0
    assert [path.stat().st_mode & 0o077 for path in (kept, kept / "database.sqlite3")] == [0, 0]
    for content in (b"", (kept / "database.sqlite3").read_bytes()[:5000]):
        (kept / "database.sqlite3").write_bytes(content)
        code, said = portal.unisson("restore", str(kept), "--over")
        assert (code, said) == (1, _sentence("CPP-COMMANDE-25", folder=str(kept)))
    assert portal.unisson("audit")[0] == 0


def test_a_file_that_was_altered_comes_back_as_it_was(portal: Deployment, tmp_path: Path) -> None:
    kept = tmp_path / "backup"
    assert portal.unisson("backup", str(kept))[0] == 0
    altered = next(path for path in (portal.var / "files").rglob("*") if path.is_file())
    altered.write_bytes(b"autre")
    assert portal.unisson("audit")[0] == 1
    assert portal.unisson("restore", str(kept), "--over")[0] == 0
    assert portal.unisson("audit")[0] == 0


def test_another_database_than_the_manifest_names_is_refused(portal: Deployment, tmp_path: Path) -> None:
    kept = tmp_path / "backup"
    assert portal.unisson("backup", str(kept))[0] == 0
    with closing(sqlite3.connect(kept / "database.sqlite3")) as forged, forged:
        forged.execute("UPDATE invoices_invoice SET net_to_pay = 1")
    refused = (1, _sentence("CPP-COMMANDE-25", folder=str(kept)))
    assert portal.unisson("restore", str(kept), "--over") == refused


def test_a_backup_of_a_later_version_is_refused(portal: Deployment, tmp_path: Path) -> None:
    kept = tmp_path / "backup"
    assert portal.unisson("backup", str(kept))[0] == 0
    manifest = json.loads((kept / "manifest.json").read_text())
    manifest["migrations"].append(["invoices", "9999_later"])
    (kept / "manifest.json").write_text(json.dumps(manifest))
    assert portal.unisson("restore", str(kept), "--over") == (1, _sentence("CPP-COMMANDE-32"))


@pytest.mark.django_db
@pytest.mark.parametrize("alive", [True, False])
def test_a_worker_that_beats_is_seen_and_one_that_ended_is_not(alive: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    pulse.beat(at=now())
    seconds = itertools.count(step=10)

    def sleep(_: float) -> None:
        if alive:
            Pulse.objects.update(at=now())

    monkeypatch.setattr(backup.time, "sleep", sleep)
    monkeypatch.setattr(backup.time, "monotonic", lambda: next(seconds))
    assert backup._at_work() is alive


@pytest.mark.django_db
def test_where_no_worker_came_by_lately_nobody_waits() -> None:
    assert not backup._at_work()
    pulse.beat(at=now() - pulse.TOO_OLD * 2)
    assert not backup._at_work()
