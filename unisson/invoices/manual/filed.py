"""A typed invoice judged as the file that it will be: some rules look at nothing else."""

from dataclasses import replace
from datetime import date

from unisson.einvoice.model import Invoice
from unisson.einvoice.read import read_xml
from unisson.einvoice.write import to_cii

from ..admission import Decision, decide, judged


def as_filed(decision: Decision, value: Invoice, *, on: date) -> Decision:
    """The same with what only a file is judged by: its Factur-X, deposited, says nothing that the form did not say."""
    reading = read_xml(to_cii(value).content)
    again = decide(judged(reading, on=on), decision.facts, reading)
    told = {(one.code, one.term) for one in (*decision.blocking, *decision.remarks)}
    return replace(
        decision,
        blocking=(*decision.blocking, *(one for one in again.blocking if (one.code, one.term) not in told)),
        remarks=(*decision.remarks, *(one for one in again.remarks if (one.code, one.term) not in told)),
        versions={**decision.versions, **again.versions},
    )
