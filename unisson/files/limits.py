"""Sizes and names of files, from domain-rules §4.7 and chorus-pro-api.md §2.7. One table, read by every door."""

import re
from pathlib import PurePath

from unisson.kernel import sizes
from unisson.kernel.refusal import Refusal
from unisson.kernel.sizes import Octets

MEGA = sizes.MEGA
INVOICE_FILE = 10 * MEGA
ARCHIVE = 30 * MEGA
ATTACHMENT = 10 * MEGA
DOSSIER = 120 * MEGA

INVOICE_NAME = 200
ATTACHMENT_NAME = 50

ATTACHMENT_EXTENSIONS = frozenset(
    {
        "BMP",
        "BZ2",
        "CSV",
        "DOC",
        "DOCX",
        "FAX",
        "GIF",
        "GZ",
        "GZIP",
        "HTM",
        "HTML",
        "JPEG",
        "JPG",
        "ODP",
        "ODS",
        "ODT",
        "P7S",
        "PDF",
        "PNG",
        "PPS",
        "PPT",
        "PPTX",
        "RTF",
        "SVG",
        "TGZ",
        "TIF",
        "TIFF",
        "TXT",
        "XHTML",
        "XLC",
        "XLM",
        "XLS",
        "XLSX",
        "XML",
        "ZIP",
    }
)
_FORBIDDEN = re.compile("[\\\\/:*?«»<>|\"'‘’“”„\x00-\x1f\x7f]+")


_LONGEST_SUFFIX = 10
"""« .xhtml » is one; what follows the dot of « facture.2026 Mairie » is not."""


def check_size(name: str, size: int, *, limit: int) -> None:
    """Refuses an empty file and one over `limit` bytes."""
    if size == 0:
        raise Refusal("CPP-FICHIER-01", field="file", name=name)
    if size > limit:
        raise Refusal("CPP-FICHIER-02", field="file", name=name, size=Octets(size), limit=Octets(limit))


def check_dossier(size: int) -> None:
    """Refuses an invoice whose documents weigh over 120 Mo together (`size` in bytes)."""
    if size > DOSSIER:
        raise Refusal("CPP-FICHIER-08", field="attachments", size=Octets(size), limit=Octets(DOSSIER))


def check_name(name: str, *, limit: int) -> None:
    """Refuses forbidden characters and a name over `limit` characters, and proposes the cleaned name."""
    proposal = clean_name(name, limit=limit)
    if _FORBIDDEN.search(name):
        raise Refusal("CPP-FICHIER-03", field="file", name=name, proposal=proposal)
    if len(name) > limit:
        raise Refusal("CPP-FICHIER-04", field="file", name=name, length=len(name), limit=limit, proposal=proposal)


def check_attachment_name(name: str) -> None:
    """`check_name` at 50 characters, and an extension of the accepted list."""
    check_name(name, limit=ATTACHMENT_NAME)
    if PurePath(name).suffix.lstrip(".").upper() not in ATTACHMENT_EXTENSIONS:
        accepted = ", ".join(sorted(ATTACHMENT_EXTENSIONS))
        raise Refusal("CPP-FICHIER-05", field="attachments", name=name, accepted=accepted)


def clean_name(name: str, *, limit: int) -> str:
    """`name` with runs of forbidden characters as one dash, cut before its extension to fit `limit`."""
    if 0 < len(name) <= limit and not _FORBIDDEN.search(name):
        return name
    cleaned = _FORBIDDEN.sub("-", name).strip("-. ") or "facture"
    suffix = PurePath(cleaned).suffix
    if len(suffix) > _LONGEST_SUFFIX:
        suffix = ""
    return cleaned.removesuffix(suffix)[: limit - len(suffix)] + suffix
