import os
from pathlib import Path

import pytest

from .rounds import live


@pytest.mark.skipif(bool(os.environ.get("UNISSON_TEST_PG")), reason="brings its own embedded database")
def test_what_was_promised_before_a_kill_is_kept_delivered_and_told_once(tmp_path: Path) -> None:
    outcome = live(tmp_path, kill_after=(23,), deposits=50)
    assert len(outcome.promised) == 50
    assert outcome.broken == []
    assert outcome.holds, outcome
