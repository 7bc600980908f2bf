"""The layouts there are. A family fixes its main trait; the rest of each page is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, kw_only=True)
class Family:
    style: Mapping[str, Any] = field(default_factory=dict)
    """What `Style.drawn` is asked."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What `facts.made` is asked."""


FAMILIES: Final[Mapping[str, Family]] = {
    "label and value": Family(style={"references": "list"}),
    "wide key and value": Family(style={"references": "wide"}),
    "dotted leaders": Family(style={"references": "leaders"}),
    "header grid": Family(style={"references": "header"}),
    "cards": Family(style={"references": "cards"}),
    "captions": Family(style={"references": "captions"}),
    "dense ERP header": Family(style={"references": "dense", "size": "8pt", "noise": 6}),
    "address columns": Family(style={"parties": "columns"}),
    "window envelope": Family(style={"parties": "window"}),
    "seller in the footer": Family(style={"parties": "footer only", "seller_legal": "footer"}),
    "totals in a row": Family(style={"totals": "row"}),
    "totals as recapitulation": Family(style={"totals": "recap"}),
    "bare total": Family(style={"totals": "bare"}),
    "without VAT": Family(facts={"taxed": False, "trade": "solo"}),
}
