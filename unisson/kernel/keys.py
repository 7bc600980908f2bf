"""Keys of rows as addresses and forms write them."""

MOST_DIGITS = 18
"""What a 64-bit column holds for sure: a longer number is nobody's key, and databases refuse it."""


def key(text: str) -> int | None:
    """The key that `text` is; None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def keys(texts: list[str]) -> list[int]:
    """The keys that a page posted; 0, which no row has, for what is none: it is then found to be nobody's."""
    return [key(text) or 0 for text in texts]
