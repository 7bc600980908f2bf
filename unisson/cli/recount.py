"""`unisson recount`: the tallies of the dashboards from the beginning, while the portal runs."""

from unisson.invoices.board import tallying
from unisson.kernel.clock import now


def recount() -> None:
    """Count all anew, and print how many invoices are counted then. Stopped, the worker goes on with it."""
    print(tallying.rebuild(clock=now))
