import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable
from pytest_django import Settings

from unisson.cli import prepare
from unisson.cli.prepare import is_stale, make_tables, refuse_unusable_seal
from unisson.config.wiring import PortalSeal
from unisson.kernel.ports import ports
from unisson.kernel.refusal import Refusal


def a_file(path: Path, *, at: int) -> Path:
    path.touch()
    os.utime(path, (at, at))
    return path


def test_a_missing_product_is_stale(tmp_path: Path) -> None:
    assert is_stale([tmp_path / "static.json"], sources=[a_file(tmp_path / "a.css", at=1)])


def test_a_product_older_than_a_source_is_stale(tmp_path: Path) -> None:
    sources = [a_file(tmp_path / "a.css", at=1), a_file(tmp_path / "b.css", at=3)]
    assert is_stale([a_file(tmp_path / "static.json", at=2)], sources=sources)


def test_a_product_newer_than_every_source_is_kept(tmp_path: Path) -> None:
    assert not is_stale([a_file(tmp_path / "static.json", at=2)], sources=[a_file(tmp_path / "a.css", at=1)])


def test_a_key_made_here_is_made_once_and_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        monkeypatch.setattr(ports, "seal", PortalSeal(None, made=tmp_path / "seal.p12", password="secret"))
        refuse_unusable_seal()


@pytest.mark.parametrize("fault", ["wrong password", "no file"])
def test_a_seal_that_cannot_be_used_is_refused_at_the_start(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "seal.p12"
    if fault == "wrong password":
        PortalSeal(None, made=key, password="secret").check()
    monkeypatch.setattr(ports, "seal", PortalSeal(key, made=tmp_path / "own.p12", password="false"))
    with pytest.raises(Refusal, match="CPP-COMMANDE-10"):
        refuse_unusable_seal()
    assert not (tmp_path / "own.p12").exists()


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="locks of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_a_busy_table_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            assert cursor.fetchone() == ("5s",)
        raise OperationalError("busy") from LockNotAvailable("busy")

    monkeypatch.setattr(prepare, "call_command", held)
    with pytest.raises(Refusal, match="CPP-COMMANDE-29"):
        make_tables()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (0,)


def test_files_gathered_anew_are_the_new_ones_and_those_of_open_pages_stay(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    old_page, changed = tmp_path / "unisson" / "unisson.0123456789ab.css", tmp_path / "unisson" / "unisson.css"
    old_page.parent.mkdir()
    old_page.write_text("of an open page")
    a_file(changed, at=2_000_000_000)
    prepare.collect()
    assert old_page.read_text() == "of an open page"
    assert changed.stat().st_size > 0
