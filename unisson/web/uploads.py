"""Documents that a form brings, to join to an invoice or to keep: refused by their weight before they are read."""

from django.http import HttpRequest

from unisson.directory.evidence import Document
from unisson.files import limits
from unisson.invoices.attachments import Joined
from unisson.kernel.refusal import Refusal


def joined(request: HttpRequest) -> list[Joined]:
    """The documents of the field « attachments ». Refused by their weight before they are read into memory."""
    files = request.FILES.getlist("attachments")
    for file in files:
        limits.check_size(file.name or "", file.size or 0, limit=limits.ATTACHMENT)
    limits.check_dossier(sum(file.size or 0 for file in files))
    return [Joined(name=file.name or "", content=file.read()) for file in files]


def evidence(request: HttpRequest) -> Document:
    """The document of the field « document », under a name that fits. Refusal CPP-SUCCESSION-08 for none."""
    file = request.FILES.get("document")
    if file is None:
        raise Refusal("CPP-SUCCESSION-08", field="document")
    name = limits.clean_name(file.name or "", limit=limits.ATTACHMENT_NAME)
    limits.check_size(name, file.size or 0, limit=limits.ATTACHMENT)
    return Document(name=name, content=file.read())
