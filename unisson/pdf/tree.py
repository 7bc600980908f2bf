"""The objects of a PDF as pyHanko gives them, without pyHanko: it is slow to import."""

from collections.abc import Iterator
from typing import Any


def followed(dictionary: Any, key: str) -> Any:
    """The value of a key, its reference followed; None when the key is not there."""
    value = dictionary.get(key)
    return None if value is None else value.get_object()


def members(array: Any) -> list[Any]:
    """The members of a PDF array, references not followed."""
    return [array.raw_get(index) for index in range(len(array))] if array is not None else []


def files(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Name and file specification of each leaf of a name tree."""
    if tree is not None:
        flat = members(followed(tree, "/Names"))
        yield from zip(flat[::2], flat[1::2], strict=True)
        for child in members(followed(tree, "/Kids")):
            yield from files(child.get_object())
