"""How much work a run is, counted and not timed: the same on every machine."""

import sys
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree

Change = Callable[[etree._Element, int], object]
"""What to change in the copy of that rank."""


def effort(work: Callable[[], object]) -> int:
    """The calls that `work` makes, of functions of Python and of C."""
    counted = 0

    def count(frame: Any, event: str, arg: Any) -> None:
        nonlocal counted
        counted += event.endswith("call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def grown(content: bytes, count: int, changes: dict[str, Change]) -> bytes:
    """The document with `count` more of the first element of each local name, each changed by its rank."""
    root = etree.fromstring(content)
    for name, change in changes.items():
        model = next(root.iter(f"{{*}}{name}"))
        for rank in range(count):
            copy = deepcopy(model)
            change(copy, rank)
            model.addprevious(copy)
    return etree.tostring(root)


def say(element: etree._Element, name: str, text: str) -> None:
    """Change what the first element of a local name says, below `element`."""
    next(element.iter(f"{{*}}{name}")).text = text
