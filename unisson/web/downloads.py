"""Files given back to people: always saved, never shown in a page of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """`content` as a file called `name`; whatever it holds runs nothing here."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name.replace("/", "-")) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
