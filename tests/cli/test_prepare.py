import os
from pathlib import Path

from unisson.cli.prepare import is_stale


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
