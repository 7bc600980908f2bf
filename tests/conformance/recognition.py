"""What is read of the corpus' PDFs against what is known of them: right, wrong, missed, by field."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from tests.pdf.layouts.score import Tally
from unisson.pdf.candidate import Candidates, Field

READ: Mapping[str, Field] = {
    "number": Field.NUMBER,
    "issue_date": Field.ISSUE_DATE,
    "buyer.siret": Field.RECIPIENT_SIRET,
    "seller.siret": Field.SELLER_SIRET,
    "buyer_reference": Field.SERVICE_CODE,
    "order_reference": Field.COMMITMENT,
    "total_ht": Field.NET_TOTAL,
    "total_vat": Field.VAT_TOTAL,
    "total_ttc": Field.GROSS_TOTAL,
    "currency": Field.CURRENCY,
}
"""Path in the truth files → what we read."""

Reader = Callable[[bytes], Candidates]


def tallies(corpus: Path, groups: tuple[str, ...], read: Reader) -> dict[str, Tally]:
    """By field, over the PDFs of the groups. A value counts where the first three pages print it."""
    counted = {path: Tally() for path in READ}
    for content, truth in known(corpus, groups):
        found = read(content)
        for path, name in READ.items():
            value, got = normal(path, _at(truth, path)), normal(path, found.value(name))
            if value and _at(truth["visible"]["first3"], path.replace(".", "_")):
                counted[path].add("right" if got == value else "wrong" if got else "missed")
    return counted


def known(corpus: Path, groups: tuple[str, ...]) -> Iterator[tuple[bytes, Mapping[str, Any]]]:
    """Each PDF of the groups whose truth is known."""
    for row in csv.DictReader((corpus / "index.csv").read_text().splitlines()):
        if row["group"] in groups and row["truth"]:
            yield (corpus / row["file"]).read_bytes(), json.loads((corpus / row["truth"]).read_text())


def samples(corpus: Path) -> Iterator[tuple[str, bytes, Mapping[str, Any]]]:
    """The invoices of other projects that have their expected values beside them: name, PDF, values."""
    for path in sorted((corpus / "C-plain-pdf").glob("text__*.json")):
        yield path.stem, path.with_suffix(".pdf").read_bytes(), json.loads(path.read_text())[0]


@cache
def normal(path: str, value: Any) -> str:
    """As the scores of the corpus compare: amounts without sign and to the cent, others without spaces and capitals."""
    if not value:
        return ""
    if path.startswith("total"):
        return str(abs(Decimal(str(value))).quantize(Decimal("0.01")))
    return "".join(str(value).split()).lower()


def _at(values: Mapping[str, Any], path: str) -> Any:
    found: Any = values
    for key in path.split("."):
        found = (found or {}).get(key)
    return found
