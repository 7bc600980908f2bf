"""The threads of the worker that post: a slow machine holds up neither the worker nor the quick ones."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.invoices.builders import AT
from tests.invoices.conftest import committed
from unisson.kernel.clock import stopped
from unisson.kernel.ports import Answered, ports
from unisson.notices.models import Delivery, Endpoint
from unisson.notices.webhooks.lanes import Lanes, send_pending

from .builders import a_webhook, an_event

__all__ = ["committed"]
CLOCK = stopped(AT)
SLOW, QUICK = "https://lent.fr/", "https://vif.fr/"
pytestmark = pytest.mark.usefixtures("committed")


class Network:
    """Slow machines answer when they are let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.here, self.most = 0, 0
        self._counting = threading.Lock()

    def post(self, url: str, *, headers: Mapping[str, str], body: bytes) -> Answered:
        if url != SLOW:
            return Answered(status=200)
        with self._counting:
            self.here += 1
            self.most = max(self.most, self.here)
        assert self.go.wait(20)
        with self._counting:
            self.here -= 1
        return Answered(status=200, milliseconds=9000)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    one = Network()
    monkeypatch.setattr(ports, "poster", one)
    return one


def soon(said: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 20
    while not said():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def sent(endpoint: Endpoint) -> int:
    return Delivery.objects.filter(endpoint=endpoint, state=Delivery.State.SENT).count()


def test_quick_ones_pass_slow_ones_which_are_never_more_than_their_lanes(network: Network) -> None:
    slow = [a_webhook(SLOW).endpoint for _ in range(5)]
    Endpoint.objects.update(steady=False)
    quick = a_webhook(QUICK).endpoint
    for endpoint in (*slow, quick):
        for name in "123":
            an_event(endpoint, name)
    with Lanes(most=2):
        began = time.monotonic()
        send_pending(clock=CLOCK)
        assert time.monotonic() - began < 5
        soon(lambda: sent(quick) == 3)
        soon(lambda: network.here == 2)
        assert send_pending(clock=CLOCK) == 0
        assert sum(map(sent, slow)) == 0
        network.go.set()
    assert network.most == 2


def test_the_end_waits_for_what_is_under_way_and_begins_nothing(network: Network) -> None:
    endpoint = a_webhook(SLOW).endpoint
    an_event(endpoint, "1")
    an_event(endpoint, "2")
    with Lanes(most=1):
        send_pending(clock=CLOCK)
        soon(lambda: network.here == 1)
        threading.Timer(0.2, network.go.set).start()
    assert sent(endpoint) == 1
    assert Endpoint.objects.get().busy_until is None


def test_outside_lanes_it_is_posted_on_the_spot(network: Network) -> None:
    endpoint = a_webhook(QUICK).endpoint
    an_event(endpoint)
    assert send_pending(clock=CLOCK) == 1
    assert sent(endpoint) == 1
