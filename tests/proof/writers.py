"""Ce qui est écrit en CII, en UBL et en Factur-X se relit à l’identique, et les feuilles officielles l’acceptent."""

import csv
from collections.abc import Iterator, Sequence

from tests.conformance.judge import judge, sheet
from tests.conftest import CORPUS
from tests.einvoice.documents import sample
from tests.einvoice.test_corpus import comparable
from tests.einvoice.test_write import READABLE, schema_errors
from unisson.cli.papers import reading_of
from unisson.einvoice.model import Invoice
from unisson.einvoice.profiles import level_of
from unisson.einvoice.read import read_xml
from unisson.einvoice.write import Written, to_cii, to_ubl
from unisson.kernel.refusal import Refusal
from unisson.pdf import hybrid
from unisson.pdf.factur_x import unpack

from . import Trial

Named = tuple[str, Invoice]
WRITERS = {"CII": to_cii, "UBL": to_ubl}
WITHOUT_PLACE = ("BT-X-", "EXT-")
"""Terms of the EXTENDED profile that UBL has no place for: told, and no fault of the writer."""
DIALECT = "facture-chorus-cii.xml"
"""The sample that does not claim to keep EN 16931."""
HYBRIDS = 40
"""Invoices made a Factur-X: drawing their pages takes the time."""


def main() -> Iterator[Trial]:
    """Our samples, and each invoice of the corpus in which the official rules find nothing."""
    invoices = [*((name, read_xml(sample(name)).invoice) for name in READABLE if name != DIALECT), *_valid()]
    for syntax, writer in WRITERS.items():
        written = [(name, invoice, writer(invoice)) for name, invoice in invoices]
        yield _trial(f"{syntax}, relue à l’identique", [(name, _is_same(old, new)) for name, old, new in written])
        yield _trial(f"{syntax}, schéma", [(name, not schema_errors(new.content)) for name, _, new in written])
        if sheet(syntax) is not None:
            judged = [(name, _is_accepted(syntax, old, new)) for name, old, new in written]
            yield _trial(f"{syntax}, feuille officielle", judged)
    yield _trial("Factur-X", [(name, _is_hybrid(invoice)) for name, invoice in _spread(invoices)])


def _trial(what: str, verdicts: Sequence[tuple[str, bool]]) -> Trial:
    faults = [name.rpartition("/")[2] for name, held in verdicts if not held]
    return Trial(what=what, tried=len(verdicts), held=len(verdicts) - len(faults), note=", ".join(faults[:5]))


def _is_same(invoice: Invoice, written: Written) -> bool:
    """Nothing is lost but what the syntax has no place for; then nothing differs but what a writer adds."""
    untold = [loss for loss in written.losses if not loss.term.startswith(WITHOUT_PLACE)]
    again = read_xml(written.content).invoice
    return not untold and (bool(written.losses) or comparable(again) == comparable(invoice))


def _is_accepted(syntax: str, invoice: Invoice, written: Written) -> bool:
    fatal = judge(syntax).verdict(written.content) or {}
    # BT-46 stands once in EN 16931; CII alone has two elements for it, and what they said is not thrown away.
    twice = invoice.buyer is not None and len(invoice.buyer.identifiers) > 1
    return not (set(fatal) - ({"UBL-SR-16"} if twice else set()))


def _is_hybrid(invoice: Invoice) -> bool:
    """The file, its name, its link and its profile are right, and it holds the same invoice."""
    made = hybrid.made(invoice)
    unpacked = unpack(made.content)
    level, container = level_of(invoice.specification), unpacked.container
    if unpacked.xml is None or container is None:
        return False
    again = read_xml(unpacked.xml).invoice
    return (
        (container.name, container.announced_name) == ("factur-x.xml", "factur-x.xml")
        and container.associated
        and container.relationship in made.level.relationships
        and container.level == made.level.name == (level.name if level else "EN 16931")
        and (container.pdf_a == "3" and container.colours) == made.is_pdf_a
        and (level is None or comparable(again) == comparable(invoice))
    )


def _valid() -> Iterator[Named]:
    if not CORPUS.is_dir():
        return
    with (CORPUS / "index.csv").open(encoding="utf-8") as index:
        rows = [row["file"] for row in csv.DictReader(index) if row["en16931_failed"] == "none"]
    for name in rows:
        try:
            yield name, reading_of(CORPUS / name).invoice
        except Refusal:
            continue


def _spread(invoices: Sequence[Named]) -> Sequence[Named]:
    return invoices[:: max(1, len(invoices) // HYBRIDS)]
