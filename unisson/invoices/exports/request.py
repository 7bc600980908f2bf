"""What an export was asked for, as its row keeps it: the criteria as they were read, never the words of an address."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from ..bundle import Paper
from ..lists.criteria import Asked
from ..lists.further import Between, Further
from ..lists.sorting import USUAL, Sort
from ..status import Status


@dataclass(frozen=True, kw_only=True)
class Wish:
    """`keys`: the only invoices that are meant, where some were ticked; `papers`: of each, in a group download."""

    asked: Asked = field(default_factory=Asked)
    sort: Sort = USUAL
    keys: tuple[int, ...] = ()
    papers: frozenset[Paper] = frozenset()


def to_data(wish: Wish) -> dict[str, Any]:
    """As JSON keeps it, without what software alone asks: files are asked for on screens."""
    asked = asdict(wish.asked)
    del asked["exact"]
    return {
        "asked": _plain(asked),
        "sort": str(wish.sort),
        "keys": list(wish.keys),
        "papers": sorted(wish.papers),
    }


def from_data(data: Mapping[str, Any]) -> Wish:
    """What `to_data` kept; a criterion that it does not have asks nothing."""
    asked: dict[str, Any] = dict(data["asked"])
    return Wish(
        asked=_made(Asked, {**asked, "further": _made(Further, asked["further"])}),
        sort=Sort.read(data["sort"]),
        keys=tuple(data["keys"]),
        papers=frozenset(Paper(one) for one in data["papers"]),
    )


def _made(kind: type[Any], data: Mapping[str, Any]) -> Any:
    known = {one.name for one in fields(kind)}
    return kind(**{name: _rich(name, value) for name, value in data.items() if name in known})


def _rich(name: str, value: Any) -> Any:
    if name == "statuses":
        return tuple(Status(one) for one in value)
    if isinstance(value, dict):
        return Between(low=_end(value["low"]), high=_end(value["high"]))
    return value


def _end(value: str | None) -> date | Decimal | None:
    if value is None:
        return None
    return date.fromisoformat(value) if value[4:5] == "-" and value.count("-") == 2 else Decimal(value)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, date | Decimal) else value
