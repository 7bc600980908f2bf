"""Somebody at a browser: opens, fills, presses and sees, by the words on the screen. Spaces of any kind are equal."""

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Download, Error, FilePayload, Locator, Page, expect

from unisson.cli.demo.people import PASSWORD
from unisson.kernel.findings import Value
from unisson.kernel.words import sentence

from .portal import Portal

PATIENCE = 45_000
"""Milliseconds for an answer. More than the 20 s a write waits for others, on a machine whose disk may pause: a journey
sees what the portal says, and does not go before it."""
DELIVERED_WITHIN = 60_000
"""Milliseconds for what the worker does."""
_FAILED = re.compile(r"responded with a status of (\d+)")

expect.set_options(timeout=PATIENCE)


_LEFT_BEHIND = ("htmx:afterRequest", "htmx:sendAbort")
"""What htmx says when the person goes on before a live check is answered: the browser ends it. A check that fails is
told by `htmx:sendError` or `htmx:responseError`."""


class Person:
    """A window of the browser. `noises` is what the page complained of: a journey ends without any."""

    def __init__(self, page: Page, portal: Portal, *, fails: Sequence[int] = ()) -> None:
        self.page = page
        self.portal = portal
        self.noises: list[str] = []
        self._fails = {str(status) for status in fails}
        self.watch(page)

    def watch(self, page: Page) -> None:
        """Listen to one more page of the same window."""
        page.on("console", self._hear)
        page.on("pageerror", self._fault)

    def _hear(self, message: ConsoleMessage) -> None:
        provoked = _FAILED.search(message.text)
        if message.text.startswith(_LEFT_BEHIND):
            return
        if message.type in ("error", "warning") and not (provoked and provoked[1] in self._fails):
            self.noises.append(f"{self.page.url}: {message.text}")

    def _fault(self, error: Error) -> None:
        self.noises.append(f"{self.page.url}: {error}")

    def another_tab(self) -> "Person":
        """The same page once more, in the same window: its noises are heard here."""
        tab = Person(self.page.context.new_page(), self.portal, fails=tuple(map(int, self._fails)))
        tab.noises = self.noises
        tab.open(self.page.url)
        return tab

    @property
    def session_key(self) -> str:
        return next(cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] == "sessionid")

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def sign_in(self, address: str) -> None:
        self.open("/connexion/")
        self.identify(address)

    def identify(self, address: str) -> None:
        """Fill the page of sign-in where one stands."""
        card = self.page.get_by_role("main").locator("form").filter(has_text="Vous avez déjà un compte ?")
        card.get_by_label("Adresse électronique de connexion").fill(address)
        card.get_by_label("Mot de passe").fill(PASSWORD)
        card.get_by_role("button", name="Se connecter").click()
        self.page.wait_for_url(lambda url: "/connexion/" not in url)

    def open(self, path: str) -> None:
        self.page.goto(path)

    def press(self, label: str, *, within: Locator | None = None) -> None:
        """A button, by its exact words."""
        (within or self.page).get_by_role("button", name=label, exact=True).first.click()

    def press_row(self, label: str, text: str) -> None:
        """A link or a button in the row that holds `text`."""
        self.main.get_by_role("row").filter(has_text=text).get_by_text(label).click()

    def follow(self, label: str, *, within: Locator | None = None) -> None:
        """A link, by its words; a count may follow."""
        (within or self.page).get_by_role("link", name=re.compile(rf"^{_spaced(label)}(\s*\d.*)?$")).first.click()

    def field(self, label: str) -> Locator:
        """The field that assistive techniques call so, in the main part of the page."""
        name = re.compile(rf"^{_spaced(label)}(\s+\(facultatif\))?$")
        return self.main.get_by_role("textbox", name=name).or_(self.main.get_by_role("combobox", name=name)).first

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def shows(self, label: str) -> None:
        """A field with this label."""
        expect(self.field(label)).to_be_visible()

    def holds(self, label: str, text: str) -> None:
        expect(self.field(label)).to_have_value(re.compile(_spaced(text)))

    def awaits_check(self) -> None:
        """The form says what it thinks of what was just typed: a check leaves a moment after it, and takes one."""
        self.page.wait_for_timeout(200)
        expect(self.page.locator("form.htmx-request")).to_have_count(0)

    def confirm_doubts(self) -> None:
        """« Oui, c'est bien cela » wherever the page asks. What one brings takes the place of those still asked."""
        for asked in self.main.get_by_role("checkbox", name="Oui, c’est bien cela", exact=True).all():
            asked.check()
            self.awaits_check()

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def upload(self, label: str, *files: FilePayload | Path) -> None:
        self.main.get_by_label(label).first.set_input_files(list(files))  # type: ignore[arg-type]

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).to_contain_text(re.compile(_spaced(text)))

    def sees_no(self, *texts: str) -> None:
        for text in texts:
            expect(self.main).not_to_contain_text(re.compile(_spaced(text)))

    def reads(self, code: str, **values: Value) -> None:
        """The French sentence of a code."""
        self.sees(sentence(code, values))

    def at(self, title: str) -> None:
        """The page with this title."""
        expect(self.page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible()

    def awaits(self, text: str) -> None:
        """Come back to the page until it says so: something happens behind it."""
        seen = self.main.get_by_text(re.compile(_spaced(text))).first
        for _ in range(DELIVERED_WITHIN // 250):
            if seen.is_visible():
                return
            self.page.wait_for_timeout(250)
            self.page.reload()
        expect(seen).to_be_visible()

    def press_until(self, pressed: Locator, seen: Locator, *, within: int = DELIVERED_WITHIN) -> None:
        """« Actualiser », as somebody without a script presses it, until this is there. Milliseconds."""
        for _ in range(within // 500):
            expect(pressed.or_(seen).first).to_be_visible()
            if seen.count():
                return
            self.page.wait_for_timeout(500)
            # The page that comes is looked at, not the one that is being left.
            with self.page.expect_navigation():
                pressed.click()
        expect(seen).not_to_have_count(0)

    def deposit(self, file: FilePayload | Path) -> None:
        """Choose the file and go on to the form."""
        self.open("/factures-emises/depot/")
        self.upload("Choix du fichier à importer", file)
        self.press("Continuer")
        self.at("Déposer facture en cours")

    def join(self, *files: FilePayload | Path) -> None:
        """« Joindre un autre document »."""
        fold = self.page.locator("#pieces-jointes")
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        self.upload("Joindre un autre document", *files)
        self.press("Joindre")

    def search(self, text: str) -> None:
        """Type into the search box of the page and press « Rechercher »."""
        self.main.get_by_role("searchbox").first.fill(text)
        self.press("Rechercher")

    def send(self) -> None:
        """Confirm what is asked, send, and stand before the receipt."""
        self.awaits_check()
        self.confirm_doubts()
        self.press("Valider et envoyer")
        self.press("Confirmer et envoyer")
        self.at("Récapitulatif")

    def take(self, step: str) -> None:
        """One button of « Traiter »: « …, puis la suivante », or one with its letter of the keyboard."""
        words = re.compile(rf"^{_spaced(step)}(, puis la suivante|\s[A-Z])?$")
        self.main.get_by_role("button", name=words).click()

    def download(self, label: str) -> Download:
        """What a link or a button gives to keep."""
        named = self.page.get_by_role("link", name=label).or_(self.page.get_by_role("button", name=label))
        with self.page.expect_download() as waiting:
            named.first.click()
        return waiting.value


def _spaced(text: str) -> str:
    """`text` as a pattern that takes any spaces for a space."""
    return r"\s+".join(map(re.escape, text.split()))
