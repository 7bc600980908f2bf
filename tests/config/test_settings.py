import os
import stat
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import pytest
from pydantic import ValidationError

from unisson.config import settings
from unisson.config.environment import Environment, secrets
from unisson.kernel.refusal import Refusal


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


def test_rates_are_written_by_half_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNISSON_ECB_RATES", "2027-01-01=2.15, 2027-07-01=2.40")
    assert Environment().ecb_rates == {date(2027, 1, 1): Decimal("2.15"), date(2027, 7, 1): Decimal("2.40")}


@pytest.mark.parametrize(
    "text", ["2027-02-01=2.15", "2027-01-01=215", "2027-01-01=-1", "2027-01-01", "demain=2", "2.15"]
)
def test_a_slip_in_a_rate_stops_the_start_with_its_name(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNISSON_ECB_RATES", text)
    with pytest.raises(ValidationError, match="ecb_rates"):
        Environment()


def test_a_secret_comes_from_its_file_rather_than_from_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("dans le fichier\n")
    for name in secrets():
        monkeypatch.setenv(f"UNISSON_{name.upper()}", "dans la variable")
        monkeypatch.setenv(f"UNISSON_{name.upper()}_FILE", str(tmp_path / "secret"))
    made = Environment()
    assert {getattr(made, name).get_secret_value() for name in secrets()} == {"dans le fichier"}
    assert {"database_url", "secret_key", "email_url", "seal_password", "s3_secret_key"} <= secrets()


def test_a_secret_is_never_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNISSON_SECRET_KEY", "ne se montre pas")
    assert "ne se montre pas" not in repr(Environment())


def test_a_secret_whose_file_is_not_there_stops_the_start_with_its_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("UNISSON_SEAL_PASSWORD_FILE", str(tmp_path / "absent"))
    with pytest.raises(Refusal) as refused:
        Environment()
    assert refused.value.code == "CPP-COMMANDE-27"
    assert str(refused.value.values["setting"]).startswith("UNISSON_SEAL_PASSWORD_FILE=")
