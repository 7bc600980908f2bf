"""One browser for all journeys, a portal for each of their files; each journey gets windows that must stay silent.

What the journeys of one file leave in a list changes nothing for those of another, whatever runs beside or before.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from .person import PATIENCE, Person
from .portal import Portal, running

CALM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Visitor = Callable[..., Person]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys last: Playwright keeps a loop running, in which Django's models refuse to work."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the demonstration keeps once it has run: a portal that starts on a copy need not load it again."""
    var = tmp_path_factory.mktemp("stocked") / "var"
    with running(var):
        return var


@pytest.fixture(scope="module")
def portal(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with running(copied(stocked, tmp_path_factory)) as portal:
        yield portal


def copied(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own for one more portal."""
    return Path(shutil.copytree(stocked, tmp_path_factory.mktemp("portal") / "var"))


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CALM)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def keys() -> dict[str, str]:
    """Session cookies of those who signed in already: one sign-in each is enough, it is slow on purpose."""
    return {}


@pytest.fixture
def visitor(browser: Browser, portal: Portal, keys: dict[str, str]) -> Iterator[Visitor]:
    """`visitor(CLAIRE)`: a new window where she is signed in; `visitor()`: where nobody is.

    `script=False`: without JavaScript. `fails=(404,)`: answers that the journey provokes. `size`, `dark`: the window.
    `named`: the portal by a name, which passkeys ask for, and not by its number.
    """
    people: list[Person] = []

    def enter(
        address: str = "",
        *,
        script: bool = True,
        fails: tuple[int, ...] = (),
        size: tuple[int, int] = (1280, 900),
        dark: bool = False,
        named: bool = False,
    ) -> Person:
        context = browser.new_context(
            base_url=portal.url.replace("127.0.0.1", "localhost") if named else portal.url,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            java_script_enabled=script,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        person = Person(context.new_page(), portal, fails=fails)
        people.append(person)
        if address:
            _let_in(person, context, address, keys)
        return person

    yield enter
    print(portal.said)  # noqa: T201 - shown where the journey fails
    noises = [noise for person in people for noise in person.noises]
    for person in people:
        person.page.context.close()
    assert noises == []


def _let_in(person: Person, context: BrowserContext, address: str, keys: dict[str, str]) -> None:
    if address not in keys:
        person.sign_in(address)
        keys[address] = person.session_key
    else:
        context.add_cookies([{"name": "sessionid", "value": keys[address], "url": person.portal.url}])
