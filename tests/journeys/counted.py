"""A person who counts: each field typed or chosen, each click, and the time that a practised hand takes for them.

The keystroke-level model of Card, Moran and Newell (1980): the machine's own time is not in it.
"""

from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page

from .person import Person
from .portal import Portal

KEY = 0.28
"""Seconds: a key, by somebody who types without being a typist."""
POINT = 1.1
BUTTON = 0.2
"""Press and release."""
HAND = 0.4
"""From the mouse to the keyboard, or back."""
THINK = 1.35
CLICK = THINK + POINT + BUTTON
FIELD = CLICK + 2 * HAND
"""Without its keys."""


class Counted(Person):
    """`clicks`, `fields` and `keys` so far. Only what is done through it counts: its window is opened by `start`."""

    def __init__(self, page: Page, portal: Portal) -> None:
        super().__init__(page, portal)
        self.clicks = self.fields = self.keys = 0

    @property
    def seconds(self) -> float:
        return self.clicks * CLICK + self.fields * FIELD + self.keys * KEY

    def start(self, path: str) -> None:
        """Stand where the journey begins."""
        super().open(path)

    def open(self, path: str) -> None:
        raise AssertionError(f"Nobody types {path}: a link leads there, and is a click.")

    def press(self, label: str, *, within: Locator | None = None) -> None:
        self.clicks += 1
        super().press(label, within=within)

    def follow(self, label: str, *, within: Locator | None = None) -> None:
        self.clicks += 1
        super().follow(label, within=within)

    def tick(self, label: str) -> None:
        self.clicks += 1
        self.main.get_by_label(label).check()

    def confirm_doubts(self) -> None:
        for asked in self.main.get_by_role("checkbox", name="Oui, c’est bien cela", exact=True).all():
            self.clicks += 1
            asked.check()
            self.awaits_check()

    def fill(self, label: str, text: str, *, within: Locator | None = None) -> None:
        self.fields += 1
        self.keys += len(text)
        (within.get_by_label(label) if within else self.field(label)).fill(text)

    def choose(self, label: str, option: str) -> None:
        """The list opens, the line is pressed: one more click than a field."""
        self.fields += 1
        self.clicks += 1
        super().choose(label, option)

    def upload(self, label: str, *files: FilePayload | Path) -> None:
        """The button, the file, « Ouvrir »."""
        self.clicks += 3
        super().upload(label, *files)
