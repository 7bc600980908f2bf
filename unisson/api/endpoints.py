"""How an endpoint is added: one typed function under `endpoint(path)`; its arguments and answer are its schemas.

    @endpoint("structures/v1/consulter", summary="Une structure")
    def consult(caller: Caller, asked: ConsulterStructure) -> StructureConsultee: ...

The registry is what the routes, the OpenAPI document and the contract test are made from.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import Body, NinjaAPI

from unisson.kernel.refusal import Refusal

from .faults import Refus, Said, reply, told_refusal
from .gate import let_in
from .pointing import Pointer
from .wire import Answer, Sent

Act = Callable[..., Answer]
_REFUSING = (400, 401, 403, 413, 415, 429, 500, 503)


@dataclass(frozen=True, kw_only=True)
class Endpoint:
    """One operation of the compatible API. `says`: the official numbers its service has for our codes; `key`, one
    name or several, and `fields`: what it calls the thing it is about, and what is wrong with it (`pointing`)."""

    path: str
    summary: str
    act: Act
    asked: type[Sent]
    told: type[Answer]
    says: Mapping[str, Said] = field(default_factory=dict)
    key: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def family(self) -> str:
        return self.path.partition("/")[0]


_endpoints: dict[str, Endpoint] = {}


def endpoint(
    path: str,
    *,
    summary: str,
    says: Mapping[str, Said] | None = None,
    key: str = "",
    fields: Mapping[str, str] | None = None,
) -> Callable[[Act], Act]:
    """Register the function as what answers POST /cpro/<path>. ValueError for a path that is taken."""

    def register(act: Act) -> Act:
        if path in _endpoints:
            raise ValueError(f"{path} has two endpoints")
        hints = get_type_hints(act)
        _endpoints[path] = Endpoint(
            path=path,
            summary=summary,
            act=act,
            asked=hints["asked"],
            told=hints["return"],
            says=says or {},
            key=key,
            fields=fields or {},
        )
        return act

    return register


def endpoints() -> Mapping[str, Endpoint]:
    """Every operation so far, by path."""
    return dict(_endpoints)


def mount(api: NinjaAPI) -> None:
    """Give each operation its route."""
    for one in _endpoints.values():
        api.post(
            f"/{one.path}",
            auth=let_in,
            response={200: one.told, **dict.fromkeys(_REFUSING, Refus)},
            summary=one.summary,
            operation_id=one.path.replace("/", "_"),
            tags=[one.family],
            url_name=one.path,
        )(_operation(one))


_BODY: Any = Body(...)  # type: ignore[type-arg]


def _operation(one: Endpoint) -> Callable[..., HttpResponse]:
    """The function as the library calls it: the caller is who the gate let in."""

    def operation(request: HttpRequest, asked: Any) -> HttpResponse:
        try:
            return reply(one.act(request.auth, asked))  # type: ignore[attr-defined]
        except Refusal as refusal:
            return told_refusal(
                refusal, says=one.says, pointer=Pointer(asked=asked, keys=tuple(one.key.split()), fields=one.fields)
            )

    operation.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest),
            inspect.Parameter("asked", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=one.asked, default=_BODY),
        ]
    )
    operation.__name__ = one.act.__name__
    operation.__doc__ = one.act.__doc__
    return operation
