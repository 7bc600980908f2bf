"""Python's collector of cycles, in processes that stay."""

import gc

YOUNG = 10_000
"""New objects after which the collector looks. At its usual 700 it looked a hundred times at what one large page was
being made of: a third of the time of a forecast of 7,000 groups."""


def settle() -> None:
    """Once all is loaded, which stays for ever: the collector, which takes a tenth of a second to go over it, need not
    look at it again, and looks less often at what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
