"""Every file that strangers wrote gets a verdict with a reason, in bounded time, and never an error of ours.

A fixed sample; `tests/proof/deposits.py` takes the whole corpus.
"""

import time
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from unisson.invoices.status import Channel

from .verdicts import LONGEST, files_of, sample_of, verdict_on

pytestmark = [pytest.mark.conformance, pytest.mark.django_db]

FILES = sample_of(files_of(CORPUS), size=60) if CORPUS.is_dir() else [CORPUS]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_gets_a_verdict_with_a_reason(path: Path) -> None:
    for channel in (Channel.API, Channel.PORTAL):
        start = time.monotonic()
        assert verdict_on(path, channel=channel).has_reason
        assert time.monotonic() - start < LONGEST
