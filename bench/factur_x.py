"""Putting an invoice into a PDF as Factur-X."""

import logging
from collections.abc import Iterator
from pathlib import Path

import facturx

from bench import Ratio, best
from unisson.einvoice.read import read_xml
from unisson.pdf import hybrid, readable, typeset

_SAMPLE = Path(__file__).parents[1] / "samples" / "xml" / "facture-cii.xml"


def main() -> Iterator[Ratio]:
    """Ours writes the XML from the value and reads it back; the rival is given the XML. The pages are the same."""
    logging.getLogger("factur-x").setLevel(logging.ERROR)
    content = _SAMPLE.read_bytes()
    invoice = read_xml(content).invoice
    page = typeset.render("invoice", readable.values(invoice), standard=typeset.PDF_A_WITH_FILES)

    def theirs() -> bytes:
        return bytes(facturx.generate_from_binary(page, content, check_xsd=False))

    yield Ratio(
        what="value into a given PDF",
        ours=best(lambda: hybrid.combined(page, invoice=invoice)),
        rival="factur-x, XML into the same PDF",
        theirs=best(theirs),
    )
