"""What machines send, made through the flows themselves: `sent(…)`, `an_archive(…)`, `work()`."""

from datetime import datetime
from typing import Any

from tests.files.archives import a_tar_gz
from unisson.invoices.flows import receiving, working
from unisson.invoices.flows.receiving import Promise, Sent
from unisson.invoices.models import Flow
from unisson.invoices.status import Channel
from unisson.kernel.clock import stopped

from ..builders import AT, LATER, a_cii, a_structure, a_supplier

CII = "IN_DP_E1_CII_16B"
UBL = "IN_DP_E1_UBL_INVOICE"
FACTURX = "IN_DP_E2_CII_FACTURX"
WRONG_TOTAL = {">701.00<": ">700.00<"}


def promised(
    content: bytes,
    name: str = "facture.xml",
    *,
    stated: str = CII,
    at: datetime = AT,
    signed: bool = False,
    **more: Any,
) -> Promise:
    """What Claire's machine sends for SAFE STYLE, kept and not yet judged."""
    a_structure()
    user, supplier = a_supplier()
    one = Sent(name=name, content=content, stated=stated, signed=signed)
    return receiving.receive(user, one, supplier=supplier, channel=Channel.API, at=at, **more)


def an_archive(*numbers: str, **others: bytes) -> bytes:
    """A tar.gz of CII invoices of those numbers, and of `others` by their names."""
    return a_tar_gz({**{f"{number}.xml": a_cii(number) for number in numbers}, **others})


def work(at: datetime = LATER) -> int:
    """What a worker does until nothing of flows is left."""
    done = 0
    while turn := working.process_pending(clock=stopped(at)):
        done += turn
    return done


def judged(content: bytes, name: str = "facture.xml", *, at: datetime = AT, **stated: Any) -> Flow:
    """The flow of what a machine sends, with what became of it."""
    flow = promised(content, name, at=at, **stated).flow
    work(max(at, LATER))
    flow.refresh_from_db()
    return flow


def codes(flow: Flow) -> list[str]:
    return [finding["code"] for finding in flow.findings if finding["severity"] == "fatal"]
