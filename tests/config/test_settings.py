import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from unisson.config import settings


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings.env, "var", tmp_path / "var")
    return tmp_path / "var" / "secret-key"


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(kept: Path) -> None:
    made = settings._kept_secret()
    assert len(made) > 50
    assert settings._kept_secret() == made == kept.read_text()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_a_start_killed_while_it_makes_the_secret_leaves_none(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", killed)
        with pytest.raises(KeyboardInterrupt):
            settings._kept_secret()
    assert not kept.exists()
    assert settings._kept_secret()


def test_of_two_starts_at_once_the_first_secret_stays(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    link = os.link

    def second(source: str, target: Path) -> None:
        target.write_text("the first one")
        link(source, target)

    monkeypatch.setattr(os, "link", second)
    assert settings._kept_secret() == "the first one"
