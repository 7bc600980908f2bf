"""Mutants: a document with one thing wrong, chosen by a fixed seed. Deleted, doubled, moved, or said otherwise."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

Change = Callable[[random.Random, etree._Element], bool]
"""Changes the document of an element in place; False when there was nothing to change."""


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """What was done, where, and the document that came of it."""

    what: str
    where: str
    content: bytes


def _delete(dice: random.Random, element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    parent.remove(element)
    return True


def _double(dice: random.Random, element: etree._Element) -> bool:
    if element.getparent() is None:
        return False
    element.addnext(deepcopy(element))
    return True


def _move(dice: random.Random, element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is None or len(parent) < 2:
        return False
    parent.insert(dice.randrange(len(parent)), element)
    return True


TEXTS: tuple[Callable[[str], str], ...] = (
    lambda text: "",
    lambda text: f" {text} ",
    lambda text: f"{text}.123",
    lambda text: f"-{text}",
    lambda text: text[::-1],
    lambda text: text.lower(),
    lambda text: "XX",
    lambda text: "0",
    lambda text: "1",
    lambda text: "12.345",
    lambda text: "S",
    lambda text: "E",
    lambda text: "O",
    lambda text: "Z",
    lambda text: "K",
    lambda text: "AE",
    lambda text: "G",
    lambda text: "L",
    lambda text: "M",
    lambda text: "VAT",
    lambda text: "30",
    lambda text: "2026-13-45",
    lambda text: "true",
    lambda text: "false",
)


ATTRIBUTES = ("", "XX", "VA", "FC", "0088", "EUR", "SEPA")


@dataclass(frozen=True)
class Words:
    """What a mutant may say instead: texts made of the old one, and values of attributes."""

    texts: tuple[Callable[[str], str], ...] = TEXTS
    attributes: tuple[str, ...] = ATTRIBUTES

    def say(self, dice: random.Random, element: etree._Element) -> bool:
        """Another text in a leaf."""
        if len(element):
            return False
        said = dice.choice(self.texts)(element.text or "")
        changed = said != (element.text or "")
        element.text = said
        return changed

    def other_attribute(self, dice: random.Random, element: etree._Element) -> bool:
        """Another value of an attribute."""
        names = sorted(map(str, element.attrib))
        if not names:
            return False
        element.set(dice.choice(names), dice.choice(self.attributes))
        return True

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes to choose from, each as often as it stands here."""
        return (_delete, _delete, _double, _move, self.say, self.say, self.say, self.other_attribute, _no_attribute,
                _copy_text)  # fmt: skip


def _no_attribute(dice: random.Random, element: etree._Element) -> bool:
    names = sorted(map(str, element.attrib))
    if not names:
        return False
    del element.attrib[dice.choice(names)]
    return True


def _copy_text(dice: random.Random, element: etree._Element) -> bool:
    """Say here what another element of the same name says, or any other leaf."""
    if len(element):
        return False
    others = [one for one in element.getroottree().iter() if not len(one) and one is not element]
    said = dice.choice(others).text or ""
    changed = said != (element.text or "")
    element.text = said
    return changed


def mutants(content: bytes, *, seed: int, count: int, words: Words = Words()) -> Iterator[Mutant]:
    """`count` mutants of a document, the same ones for the same seed and words."""
    dice = random.Random(seed)
    original = etree.fromstring(content, etree.XMLParser(remove_comments=True, remove_pis=True))
    made = 0
    while made < count:
        root = deepcopy(original)
        element = dice.choice([one for one in root.iter() if one is not root])
        where = root.getroottree().getpath(element)
        change = dice.choice(words.changes)
        if change(dice, element):
            made += 1
            yield Mutant(what=change.__name__, where=where, content=etree.tostring(root, encoding="UTF-8"))
