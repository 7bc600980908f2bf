import socket
from pathlib import Path

import pytest

from unisson.cli.run import answers, refuse_busy_port, refuse_unwritable
from unisson.kernel.refusal import Refusal


def test_a_busy_port_is_refused_with_another_to_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refusal) as refused:
            refuse_busy_port("127.0.0.1", port)
    assert (refused.value.code, refused.value.values) == (
        "CPP-COMMANDE-01",
        {"port": str(port), "other": str(port + 1)},
    )


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(Refusal) as refused:
        refuse_unwritable(tmp_path / "var")
    assert refused.value.code == "CPP-COMMANDE-02"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "new" / "var")
    assert list((tmp_path / "new" / "var").iterdir()) == []


def test_a_server_answers_only_while_it_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert answers("127.0.0.1", port)
    assert not answers("127.0.0.1", port)
