import pytest

from unisson.kernel.ports import ports

from .receiver import Receiver


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """In the place of the network."""
    one = Receiver()
    monkeypatch.setattr(ports, "poster", one)
    return one
