"""Recognition on PDFs of others: a wrong value is worse than an empty one."""

from pathlib import Path

import pytest

from tests.conformance.recognition import normal, samples, tallies
from unisson.pdf.candidate import Candidates, Field, read

pytestmark = pytest.mark.conformance

RECALL, MOST_WRONG = 0.95, 1
AT_LEAST = 18


def test_each_field_is_read_and_hardly_ever_wrong(corpus: Path) -> None:
    for field, tally in tallies(corpus, ("C-plain-pdf", "C-signed-pdf"), read).items():
        assert tally.wrong <= MOST_WRONG, field
        assert tally.recall >= RECALL, (field, tally)


def told(found: Candidates) -> dict[str, str]:
    return {
        "invoice_number": found.value(Field.NUMBER),
        "date": found.value(Field.ISSUE_DATE),
        "total_amount": found.value(Field.GROSS_TOTAL) or found.value(Field.DUE),
        "total_amount_untaxed": found.value(Field.NET_TOTAL),
        "currency": found.value(Field.CURRENCY),
    }


def test_no_sample_of_another_project_is_read_wrong(corpus: Path) -> None:
    right = 0
    for name, content, truth in samples(corpus):
        for field, value in told(read(content)).items():
            key = field.removeprefix("total_")
            known, got = normal(field, truth.get(key)), normal(field, value)
            if known and got:
                assert got == known, (name, key)
                right += 1
    assert right >= AT_LEAST
