"""Small PDFs made on the spot: lines of text at given places, on one page or several."""

import io
from collections.abc import Mapping, Sequence

from PIL import Image
from pypdf import PdfWriter
from typst import compile as typst_compile


def paper(*lines: tuple[float, float, str], pages: int = 1) -> bytes:
    """A PDF of `pages` A4 pages; the first holds each `(x, y, text)`, in points from the top left."""
    placed = "\n".join(f'#place(dx: {x}pt, dy: {y}pt, text("{text}"))' for x, y, text in lines)
    source = f'#set page(paper: "a4", margin: 0pt)\n#set text(10pt)\n{placed}\n' + "#pagebreak()\n" * (pages - 1)
    return typst_compile(source.encode(), format="pdf", ignore_system_fonts=True)


def sheet(source: str) -> bytes:
    """An A4 page from typst's own language."""
    return typst_compile(f'#set page(paper: "a4")\n{source}'.encode(), format="pdf", ignore_system_fonts=True)


def scan() -> bytes:
    """A page that holds an image and no text."""
    output = io.BytesIO()
    Image.new("L", (595, 842), 255).save(output, "PDF")
    return output.getvalue()


def locked(pdf: bytes, *, user: str, owner: str) -> bytes:
    """`pdf` with a user password ("" opens without asking) and an owner password."""
    return _rewritten(pdf, password=(user, owner))


def carrying(pdf: bytes, files: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """`pdf` with embedded files."""
    return _rewritten(pdf, files=files)


def without(pdf: bytes, *names: str) -> bytes:
    """`pdf` without some entries of its catalogue."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for name in names:
        del writer.root_object[name]
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def packed(pdf: bytes) -> bytes:
    """`pdf` with its packet of XMP compressed."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    stream = writer.root_object["/Metadata"].get_object()
    writer._replace_object(stream.indirect_reference, stream.flate_encode())
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _rewritten(
    pdf: bytes,
    *,
    files: Mapping[str, bytes] | Sequence[tuple[str, bytes]] = (),
    password: tuple[str, str] | None = None,
) -> bytes:
    writer = PdfWriter(io.BytesIO(pdf))
    for name, content in files.items() if isinstance(files, Mapping) else files:
        writer.add_attachment(name, content)
    if password:
        writer.encrypt(password[0], password[1], algorithm="AES-256")
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()
