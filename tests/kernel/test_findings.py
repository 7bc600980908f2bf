import pytest

from unisson.kernel.findings import Finding


@pytest.mark.parametrize(
    ("where", "term"), [("", ""), ("BT-106", "BT-106"), ("BG-25[2]/BT-131", "BT-131"), ("BG-25[2]", "BG-25")]
)
def test_a_finding_knows_the_last_term_of_its_place(where: str, term: str) -> None:
    assert Finding(code="CPP-X-01", where=where).term == term
