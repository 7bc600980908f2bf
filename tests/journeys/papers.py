"""Invoice files of today, each under a number of its own: the samples, made again."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import typst
from facturx import generate_from_binary
from playwright.sync_api import FilePayload

from samples import make
from unisson.kernel import clock

XML = Path(make.__file__).parent / "xml"
PDF = Path(make.__file__).parent / "pdf"
_DAY = re.compile(r"\b2026(-?)(?:09|10|11)\1[0-3][0-9]\b")


def day() -> date:
    """The day on the papers: a while ago, whenever the journeys are made."""
    return clock.today() - timedelta(days=20)


def a_file(name: str, content: bytes | str) -> FilePayload:
    """A file as somebody has it on their computer."""
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "", "buffer": data}


def pdf(number: str, paper: make.Paper = make.FACTURE_050) -> bytes:
    return replace(paper, number=number, day=day()).pdf()


def xml(number: str, sample: str = "facture-cii.xml", *, swap: Mapping[str, str] | None = None) -> str:
    """A sample under another number, its days moved to `day()`, then pieces of its text swapped."""
    text = (XML / sample).read_text(encoding="utf-8")
    text = _DAY.sub(lambda found: f"{day():%Y{found[1]}%m{found[1]}%d}", text)
    text = re.sub(r"FA-2026-010\d", number, text, count=1)
    for old, new in (swap or {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def ubl(number: str) -> str:
    return xml(number, "facture-ubl.xml")


def facturx(number: str) -> bytes:
    made: bytes = generate_from_binary(
        pdf(number, make.STRUCTURED), xml(number).encode(), flavor="factur-x", level="en16931", lang="fr"
    )
    return made


def signed(number: str) -> bytes:
    """In a thread: Playwright keeps a loop running in this one, and signing runs one of its own."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(make.sign, pdf(number, make.STRUCTURED)).result()


def scan() -> bytes:
    return (PDF / "fautive-scan.pdf").read_bytes()


def locked() -> bytes:
    """Asks for a password."""
    return (PDF / "fautive-protegee.pdf").read_bytes()


def zeros(path: Path, size: int) -> Path:
    """A file of that size."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


SELLER, BUYER = "838 767 044 00012", "213 002 025 00012"


def unusual(number: str) -> bytes:
    """An invoice whose words announce neither number nor commitment, with its totals on a second page."""
    written = [
        (330, 40, "Signe Zèbre"),
        (450, 40, number),
        (330, 60, f"Date : {day():%d/%m/%y}"),
        (40, 60, f"SIRET : {SELLER}"),
        (330, 110, "Commune de Pont-Saint-Esprit"),
        (330, 126, f"SIRET : {BUYER}"),
        (40, 200, "Signe Zulu"),
        (160, 200, f"ZU-{number}"),
    ]
    totals = [
        (330, 80, "Total HT"),
        (450, 80, "1 000,00 €"),
        (330, 100, "TVA 20 %"),
        (450, 100, "200,00 €"),
        (330, 120, "Total TTC"),
        (450, 120, "1 200,00 €"),
        (330, 140, "Net à payer"),
        (450, 140, "1 200,00 €"),
    ]
    head = '#set document(date: none)\n#set page(paper: "a4", margin: 0pt)\n#set text(10pt)\n'
    source = head + "#pagebreak()\n".join(map(_placed, (written, totals)))
    made: bytes = typst.compile(source.encode(), ignore_system_fonts=True, format="pdf")
    return made


def _placed(texts: list[tuple[int, int, str]]) -> str:
    return "".join(f'#place(dx: {x}pt, dy: {y}pt, text("{text}"))\n' for x, y, text in texts)
