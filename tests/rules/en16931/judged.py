"""What the rules say of a document: the codes, with how often."""

from collections import Counter

from tests.builders import DEPOSIT_DAY
from unisson.einvoice.read import read_xml
from unisson.rules.en16931 import en16931
from unisson.rules.engine import run


def codes(content: bytes) -> Counter[str]:
    """The codes that the rules of EN 16931 find in a UBL or CII document."""
    findings = run(read_xml(content), (en16931,), on=DEPOSIT_DAY).findings
    return Counter(finding.code for finding in findings if not finding.code.startswith("CPP-"))
