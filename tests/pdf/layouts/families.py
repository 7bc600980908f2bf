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


def _of(*, facts: Mapping[str, Any] | None = None, **style: Any) -> Family:
    return Family(style=style, facts=facts or {})


FAMILIES: Final[Mapping[str, Family]] = {
    # how the references are set out
    "label and value": _of(references="list"),
    "aligned columns": _of(references="aligned"),
    "wide key and value": _of(references="wide"),
    "dotted leaders": _of(references="leaders"),
    "label over value": _of(references="below"),
    "header grid": _of(references="header"),
    "cards": _of(references="cards"),
    "captions": _of(references="captions"),
    "two pairs a row": _of(references="double"),
    "strip": _of(references="strip"),
    "spreadsheet": _of(references="cells", lines="ruled", totals="boxed"),
    "dense ERP header": _of(references="dense", size="8pt", noise=6),
    "labels on two lines": _of(references="header", broken="labels"),
    "values on two lines": _of(references="cards", broken="values", size="10pt"),
    "letter": _of(parties="letter", number_in_title=False),
    "crowded": _of(noise=11, size="8pt", font="Libertinus Serif"),
    # where the parties stand
    "address columns": _of(parties="columns"),
    "window envelope": _of(parties="window"),
    "seller in the footer": _of(parties="footer only", seller_legal="footer"),
    "centred letterhead": _of(parties="centred"),
    "references beside the seller": _of(parties="headed"),
    "references beside the buyer": _of(parties="title right"),
    "buyer first": _of(parties="buyer first"),
    "side bar": _of(parties="sidebar"),
    "SIREN and NIC": _of(seller_number="siren and nic"),
    # how the totals are set out
    "totals in a list": _of(totals="list"),
    "totals in a row": _of(totals="row"),
    "totals in a line": _of(totals="line"),
    "totals as recapitulation": _of(totals="recap"),
    "recapitulation and list": _of(totals="recap and list"),
    "bare total": _of(totals="bare"),
    "totals over the lines": _of(totals_first=True),
    "partly paid": _of(facts={"kind": "380", "paid": True}),
    # pages and type
    "several pages": _of(pages="long", size="8pt", facts={"lines": (45, 70)}),
    "spread over pages": _of(pages="spread"),
    "landscape": _of(landscape=True),
    "small print": _of(size="7pt"),
    "big print": _of(size="13pt", font="Libertinus Serif", references="list", margin="1.5cm"),
    "tight letters": _of(tracking="-0.035em"),
    "coloured blocks": _of(filled=True),
    # who writes
    "without VAT": _of(facts={"taxed": False, "trade": "solo"}),
    "association": _of(facts={"trade": "association"}),
    "works": _of(totals="works", facts={"trade": "works", "taxed": True, "kind": "380"}),
    "fees": _of(facts={"trade": "law"}),
    "hotel": _of(facts={"trade": "hotel", "taxed": True}),
    "energy": _of(totals_first=True, facts={"trade": "energy", "taxed": True, "kind": "380"}),
    "credit note": _of(facts={"kind": "381"}),
    "deposit": _of(facts={"kind": "386"}),
    "English": _of(language="en", facts={"language": "en"}),
    "German": _of(language="de", facts={"language": "de"}),
    "bilingual": _of(bilingual=True, broken="languages", size="8pt", font="Libertinus Serif", references="cards"),
}
