"""Every route of the portal, read from the URL configuration: what the tables of access and of pages must cover.

The API has no pages and its own gate (`tests/api`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from unisson.api import urls
from unisson.web.rights import Declared


@dataclass(frozen=True, kw_only=True)
class Route:
    """One route: its full name, the names of its arguments, and what its view declares."""

    name: str
    arguments: tuple[str, ...]
    declared: Declared | None

    def path(self, values: Mapping[str, Any]) -> str:
        """Its address, with the arguments it takes among `values`."""
        return reverse(self.name, kwargs={name: values[name] for name in self.arguments})


def routes() -> dict[str, Route]:
    """By name. AssertionError for a route without a name, which no table could cover."""
    found = list(_walk(get_resolver().url_patterns, namespace=""))
    return {route.name: route for route in found}


def _walk(patterns: list[URLPattern | URLResolver], *, namespace: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.urlconf_name is urls:
                continue
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, namespace=inner)
            continue
        assert pattern.name, f"The route « {pattern.pattern} » has no name."
        yield Route(
            name=namespace + pattern.name,
            arguments=tuple(pattern.pattern.converters),
            declared=getattr(pattern.callback, "declared", None),
        )
