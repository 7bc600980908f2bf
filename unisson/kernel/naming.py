"""The name of a person as a value that still knows whose it is: what carries it can be found again by the key. Two
people may have one name, and a name may be any words."""


class Name(str):
    """The name of the account `of`. Joined to other text it is plain text."""

    __slots__ = ("of",)

    of: int | None

    def __new__(cls, text: str, *, of: int | None) -> "Name":
        """`of` is None for who has no account yet."""
        made = super().__new__(cls, text)
        made.of = of
        return made
