"""What is loaded is no matter for the collector any more, and it looks at the rest less often."""

import gc
from collections.abc import Iterator

import pytest

from unisson.kernel import collector


@pytest.fixture
def usual() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("usual")
def test_what_is_loaded_is_looked_at_no_more_and_the_rest_less_often() -> None:
    kept = [[number] for number in range(1000)]
    collector.settle()
    assert gc.get_freeze_count() >= len(kept)
    assert not any(one is kept for one in gc.get_objects())
    assert gc.get_threshold()[0] == collector.YOUNG
