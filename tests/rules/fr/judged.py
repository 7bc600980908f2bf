"""What the rules say of a document: the codes, with how often."""

from collections import Counter

from tests.builders import DEPOSIT_DAY
from unisson.einvoice.read import read_xml
from unisson.rules.engine import run
from unisson.rules.fr import reform


def codes(content: bytes) -> Counter[str]:
    """The codes that the French rules find in a UBL or CII document."""
    findings = run(read_xml(content), (reform,), on=DEPOSIT_DAY).findings
    return Counter(finding.code for finding in findings if finding.code.startswith("BR-FR-"))
