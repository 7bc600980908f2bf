"""What a document costs: the work grows with its size and no faster, and nothing of a hostile one stays in memory."""

import gc
import tracemalloc
from copy import deepcopy

from lxml import etree

from tests.rules.en16931.documents import NAMESPACES, a_cii, a_ubl
from tests.rules.en16931.effort import effort, grown, say
from tests.rules.en16931.judged import codes
from unisson.rules.en16931 import amounts

CBC, CAC = (f"{{{NAMESPACES[prefix]}}}" for prefix in ("cbc", "cac"))
MEGABYTE = 1_000_000


def _reduced_at_another_rate(line: etree._Element, rank: int) -> None:
    allowance = next(line.iter(f"{CAC}AllowanceCharge"))
    category = etree.SubElement(allowance, f"{CAC}TaxCategory")
    etree.SubElement(category, f"{CBC}ID").text = "S"
    etree.SubElement(category, f"{CBC}Percent").text = "19"


def _at_many_rates(count: int) -> bytes:
    """As many VAT rows, each at a rate of its own, as lines with an allowance at yet another rate."""
    rates = {"TaxSubtotal": lambda row, rank: say(row, "Percent", f"{30 + rank}")}
    return grown(a_ubl(), count, {**rates, "InvoiceLine": _reduced_at_another_rate})


def test_vat_rows_and_lines_cost_no_more_than_their_number() -> None:
    few, many = (effort(lambda count=count: codes(_at_many_rates(count))) for count in (60, 240))
    assert many < 5 * few


def _of_many_codes(count: int) -> bytes:
    """A VAT row that says its category and its rate as often."""
    root = etree.fromstring(a_cii())
    row = next(root.iter("{*}ApplicableHeaderTradeSettlement")).find("{*}ApplicableTradeTax")
    assert row is not None
    for name in ("CategoryCode", "RateApplicablePercent"):
        model = next(row.iter(f"{{*}}{name}"))
        for _ in range(count):
            model.addprevious(deepcopy(model))
    say(row, "BasisAmount", "1.00")
    return etree.tostring(root)


def test_a_vat_row_of_many_categories_and_rates_costs_no_more_than_their_number() -> None:
    few, many = (effort(lambda count=count: codes(_of_many_codes(count))) for count in (100, 400))
    assert many < 5 * few


def _hostile(content: bytes, amount: str, rank: int) -> bytes:
    """A document whose amount is no number, of that length, and that has elements of names that no syntax knows."""
    root = etree.fromstring(content)
    next(root.iter(f"{{*}}{amount}")).text = f"{rank}" * (MEGABYTE // 2)
    space = etree.QName(root[0]).namespace
    for name in range(500):
        etree.SubElement(root, f"{{{space}}}{'n' * 900}{rank}x{name}Amount").text = "1"
    return etree.tostring(root)


def test_what_a_hostile_document_writes_does_not_stay() -> None:
    documents = [
        _hostile(content, amount, rank)
        for content, amount in ((a_ubl(), "LineExtensionAmount"), (a_cii(), "LineTotalAmount"))
        for rank in (1, 2, 3, 4)
    ]
    kept = []
    tracemalloc.start()
    try:
        for document in (*documents[::4], *documents):
            codes(document)
            gc.collect()
            kept.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert kept[-1] - kept[1] < MEGABYTE // 2


def test_a_long_number_is_read_all_the_same() -> None:
    assert amounts.amount(" " * 100 + "12.50") == amounts.amount("12.50")
    assert amounts.amount("1" * 100) is amounts.UNREADABLE
