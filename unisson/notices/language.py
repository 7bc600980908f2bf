"""The language of the reader, for e-mails and pages: the one place that turns Django's into ours."""

from django.utils.translation import get_language


def reader_language() -> str:
    """ "fr" or "en": the language now active."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"
