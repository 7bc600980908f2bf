"""Readings of a Factur-X in a PDF that says everything right, or one thing wrong."""

from dataclasses import replace
from typing import Any

from tests.builders import SAFE_STYLE, a_reading, an_invoice, the_seller
from unisson.einvoice.model import Identifier
from unisson.einvoice.reading import Container, Reading, Syntax

EN16931 = "urn:cen.eu:en16931:2017"


def contained(specification: str | None = EN16931, **wrong: Any) -> Reading:
    """An invoice of a profile, in a PDF that deviates by `wrong`."""
    right = {
        "name": "factur-x.xml",
        "relationship": "Alternative",
        "associated": True,
        "level": "EN 16931",
        "announced_name": "factur-x.xml",
        "pdf_a": "3",
        "colours": True,
    }
    container = Container(**{**right, **wrong})
    return a_reading(an_invoice(specification=specification), syntax=Syntax.FACTURX, container=container)


def chorus(**wrong: Any) -> Reading:
    """The same in the dialect of Chorus Pro, which knows a SIRET as "1"."""
    reading = contained(**wrong)
    seller = the_seller(legal_id=Identifier(value=SAFE_STYLE, scheme="1"))
    return reading.saying(replace(reading.invoice, seller=seller))


def uncontained() -> Reading:
    """An invoice whose PDF could not be looked at."""
    return a_reading(an_invoice(specification=EN16931), syntax=Syntax.FACTURX)
