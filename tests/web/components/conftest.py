"""Draws a piece of page as the template loader would, with routes of its own."""

from collections.abc import Callable, Iterator

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory, override_settings
from django_cotton.compiler_regex import CottonCompiler

Draw = Callable[..., str]


@pytest.fixture(autouse=True)
def own_routes() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.components.urls"):
        yield


@pytest.fixture
def draw() -> Draw:
    def drawn(source: str, **context: object) -> str:
        request = RequestFactory().get("/")
        template = Template(CottonCompiler().process(source))
        return template.render(RequestContext(request, {"frame": None, **context}))

    return drawn
