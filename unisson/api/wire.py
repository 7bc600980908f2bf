"""How values look on the wire (chorus-pro-api.md §2): one type for each kind of field, lenient in, strict out.

In: unknown keys are ignored; null, "", [] and {} are « not given », and so is 0 in `Criteria`; one value may stand for
a list of one; blanks around a word do not count. Out: what is not known is left out, never null.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from unisson.kernel.clock import PARIS, legal_day

DONE = "TRA_MSG_00.000"
DONE_OTHERWISE = "GCU_MSG_01_000"
"""What « soumettre » and « recuperer/typedp » say instead."""
_LARGEST = 2**63 - 1


def _is_given(value: object, *, zero: bool) -> bool:
    if value is None or isinstance(value, str | list | dict):
        return bool(value)
    return zero or isinstance(value, bool) or value != 0


class Sent(BaseModel):
    """A part of what a caller sends. `also`: other spellings of a key that clients use."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, coerce_numbers_to_str=True)
    also: ClassVar[Mapping[str, str]] = {}
    zero_is_given: ClassVar[bool] = True

    @model_validator(mode="before")
    @classmethod
    def what_is_given(cls, sent: Any) -> Any:
        """Without what stands for nothing."""
        if not sent:
            return {}
        if isinstance(sent, list) and len(sent) == 1:
            sent = sent[0]
        if not isinstance(sent, dict):
            return sent
        given = {name: value for name, value in sent.items() if _is_given(value, zero=cls.zero_is_given)}
        renamed = {right: given[wrong] for wrong, right in cls.also.items() if wrong in given}
        return {**renamed, **given}


class Criteria(Sent):
    """A part of a search: a zero, too, is « not given »."""

    zero_is_given: ClassVar[bool] = False


class Told(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="forbid")


class Answer(Told):
    """What every answer begins with (§2.2)."""

    codeRetour: int = 0
    libelle: str = DONE


ValueT = TypeVar("ValueT")


def _in_a_list(value: object) -> object:
    return value if isinstance(value, list) or value is None else [value]


def _without_zero_byte(value: object) -> object:
    return value.replace("\0", "") if isinstance(value, str) else value


def _nothing_for_zero(value: object) -> object:
    return None if value in (0, "0", "") else value


Text = Annotated[str | None, BeforeValidator(_without_zero_byte), WithJsonSchema({"type": "string"})]
Flag = Annotated[bool | None, WithJsonSchema({"type": "boolean"})]
Id = Annotated[
    Annotated[int, Field(ge=1, le=_LARGEST)] | None,
    BeforeValidator(_nothing_for_zero),
    WithJsonSchema({"type": "integer", "format": "int64", "minimum": 0}),
]
Leftover = Annotated[
    int | None, BeforeValidator(lambda _told: None), WithJsonSchema({"type": "integer", "format": "int64"})
]
"""A key of old that some clients still fill, with whatever they have at hand: it is not looked at."""
Number = Annotated[
    Annotated[int, Field(ge=-_LARGEST - 1, le=_LARGEST)] | None, WithJsonSchema({"type": "integer", "format": "int64"})
]
"""A count or a rank: for 32 bits as well, a reader of 64 takes both."""
Amount = Annotated[
    Decimal | None,
    PlainSerializer(lambda value: None if value is None else float(value), return_type=float | None),
    WithJsonSchema({"type": "number"}),
]
OneOrMany = Annotated[list[ValueT], BeforeValidator(_in_a_list)]
"""An array, or its only value by itself."""


def _instant(value: object) -> object:
    """YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS or ISO 8601 with an offset; without one it is told by the clocks of France."""
    if not isinstance(value, str):
        return value
    try:
        told = datetime.fromisoformat(value.strip())
        return (told if told.tzinfo else told.replace(tzinfo=PARIS)).astimezone(PARIS)
    except (ValueError, OverflowError) as error:
        raise PydanticCustomError("date", "YYYY-MM-DD, YYYY-MM-DDTHH:MM:SS") from error


def _day(value: object) -> object:
    told = _instant(value)
    return legal_day(told) if isinstance(told, datetime) else told


AskedDay = Annotated[date | None, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
AskedInstant = Annotated[
    datetime | None, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]


def _until(value: object) -> object:
    """A day, or its midnight, stands for all of that day: clients send either."""
    told = _instant(value)
    begins = isinstance(told, datetime) and (told.hour, told.minute, told.second) == (0, 0, 0)
    return told + timedelta(days=1, microseconds=-1) if begins and isinstance(told, datetime) else told


AskedUntil = Annotated[
    datetime | None, BeforeValidator(_until), WithJsonSchema({"type": "string", "format": "date-time"})
]
"""The end of a period."""


def _minutes(value: datetime | None) -> str | None:
    return f"{value.astimezone(PARIS):%Y-%m-%d %H:%M}" if value else None


def _milliseconds(value: datetime | None) -> str | None:
    return value.astimezone(PARIS).isoformat(timespec="milliseconds") if value else None


Day = Annotated[date | None, WithJsonSchema({"type": "string", "format": "date"})]
"""2026-11-28."""
Minute = Annotated[
    datetime | None,
    PlainSerializer(_minutes, return_type=str | None),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$", "examples": ["2026-11-28 10:05"]}),
]
"""2026-11-28 10:05, by the clocks of France."""
Instant = Annotated[
    datetime | None,
    PlainSerializer(_milliseconds, return_type=str | None),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""2026-11-28T10:05:00.000+01:00."""


@dataclass(frozen=True)
class OneOf:
    """Marks a text as one of a list: `Annotated[Text, OneOf(KINDS)]`. `lenient`: another one is « not given »."""

    values: tuple[str, ...]
    lenient: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.values)}

    def _checked(self, value: str | None) -> str | None:
        if value is None or value in self.values:
            return value
        if self.lenient:
            return None
        raise PydanticCustomError("one_of", "{expected}", {"expected": ", ".join(self.values)})
