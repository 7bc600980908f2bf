"""What the addresses of pages may hold."""

from django.urls import register_converter

from unisson.kernel.keys import MOST_DIGITS


class Key:
    """`<key:pk>`: the key of a row. A longer number is no page's address, so none reaches a database."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        """What the view gets."""
        return int(value)

    def to_url(self, value: int) -> str:
        """What an address shows."""
        return str(value)


register_converter(Key, "key")
