"""Where a refusal points: the field by its name on the wire, and the value that was sent there.

Activities name fields of forms and terms of EN 16931; a caller knows those of its own request.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from .expected import SHOWN

_RANK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, kw_only=True)
class Pointer:
    """What a service calls things. `keys`: the fields that name what it is about, one of which is given; `fields`: the
    wire's name of a field of a form, or of a term; `asked`: the request."""

    asked: BaseModel
    keys: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)

    def name(self, where: str) -> str:
        """« lignePoste.1.lignePosteQuantite » for BG-25[2]/BT-129; `where` itself when the wire has no name for it."""
        last = where.rsplit("/", 1)[-1]
        name = self.fields.get(last.partition("[")[0], "")
        rank = _RANK.search(where)
        if not name:
            return where
        before, dot, after = name.partition(".")
        repeated = rank and isinstance(getattr(self.asked, before, None), list)
        return f"{before}.{int(rank[1]) - 1}{dot}{after}" if rank and repeated else name

    @property
    def key(self) -> str:
        """The one that is given; the first where none is."""
        return next((one for one in self.keys if self.value(one)), self.keys[0] if self.keys else "")

    def value(self, name: str) -> str:
        """What was sent there, as text; empty for nothing, and for what is too long to be a value."""
        told = ", ".join(dict.fromkeys(_leaves(self.asked, name.split("."))))
        return told if len(told) <= SHOWN else ""


def _leaves(value: Any, names: list[str]) -> Iterator[str]:
    """Each value at the end of `names`, which go into the parts of a list."""
    if isinstance(value, list):
        ranked = names[0].isdecimal() if names else False
        for inner in value[int(names[0]) :][:1] if ranked else value:
            yield from _leaves(inner, names[1:] if ranked else names)
    elif isinstance(value, BaseModel):
        if names:
            yield from _leaves(getattr(value, names[0], None), names[1:])
    elif value is not None and not names:
        yield str(value)
