"""What was asked is kept to the letter, and read again."""

from datetime import date
from decimal import Decimal

from unisson.invoices.bundle import Paper
from unisson.invoices.exports.request import Wish, from_data, to_data
from unisson.invoices.lists.criteria import Asked
from unisson.invoices.lists.further import Between, Further
from unisson.invoices.lists.sorting import Sort
from unisson.invoices.status import Status


def test_a_wish_is_read_as_it_was_kept() -> None:
    wish = Wish(
        asked=Asked(
            text="toiture",
            service=3,
            statuses=(Status.REJETEE,),
            late=True,
            deposited=Between(low=date(2026, 10, 1)),
            gross=Between(low=Decimal("-12.50"), high=Decimal(3)),
            further=Further(commitment="EJ-1", invoiced=Between(high=date(2026, 1, 31)), whole_company=True),
        ),
        sort=Sort(column="ttc"),
        keys=(4, 5),
        papers=frozenset({Paper.ORIGINAL, Paper.CERTIFICATE}),
    )
    assert from_data(to_data(wish)) == wish
    assert from_data(to_data(Wish())) == Wish()
