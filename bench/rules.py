"""Judging invoices, schema included, against SaxonC with the official sheets compiled once and warm."""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bench import Ratio
from tests.conformance.french import DOCUMENTS
from tests.conformance.judge import judge, sheet
from tests.conftest import CORPUS
from tests.proof.en16931 import SYNTAXES, corpus_documents
from tests.rules.en16931.documents import a_cii, a_ubl
from unisson.einvoice import schema
from unisson.einvoice.detect import detect
from unisson.einvoice.read import read_xml, reader_for
from unisson.einvoice.safexml import parse
from unisson.rules import engine
from unisson.rules.en16931 import en16931
from unisson.rules.en16931.vat import CATEGORIES
from unisson.rules.engine import RuleSet
from unisson.rules.fr import reform

ON = date(2026, 1, 1)
ROUNDS = 9
LINES, FEW_LINES = 1000, 200
_LINE = {"UBL": "cac:InvoiceLine", "CII": "ram:IncludedSupplyChainTradeLineItem"}


@dataclass(frozen=True, kw_only=True)
class Rival:
    """Rule sets, and the official sheets that say the same: what their names begin with, before the syntax."""

    name: str
    rulesets: tuple[RuleSet, ...]
    sheets: tuple[str, ...]


STANDARD = Rival(name="EN 16931", rulesets=(en16931,), sheets=("",))
REFORM = Rival(name="EN 16931 + BR-FR", rulesets=(en16931, reform), sheets=("", "FR-"))


@dataclass(frozen=True, kw_only=True)
class Document:
    """One invoice with its syntax ("UBL" or "CII"), and the two ways of judging it."""

    content: bytes
    syntax: str

    def ours(self, rival: Rival) -> Counter[str]:
        """Parse, hold against the schema, judge: the codes found."""
        reading = read_xml(self.content)
        assert reading.document is not None
        schema.check(reading.document, syntax=reading.syntax, profile=None)
        findings = engine.run(reading, rival.rulesets, on=ON).findings
        return Counter(finding.code for finding in findings)

    def theirs(self, rival: Rival) -> Counter[str] | None:
        """The same by lxml and the official sheets; None where one of the sheets breaks off."""
        root = parse(self.content)
        schema.check(root, syntax=reader_for(root).syntax, profile=None)
        found: Counter[str] = Counter()
        for prefix in rival.sheets:
            verdict = judge(f"{prefix}{self.syntax}").verdict(self.content)
            if verdict is None:
                return None
            found += verdict
        return found


def main() -> Iterator[Ratio]:
    """No ratio before both sides say the same of every document."""
    if not all(sheet(f"{prefix}{syntax}") for prefix in REFORM.sheets for syntax in _LINE):
        print("no official sheets on this machine: make sheets")
        return
    for rival in (STANDARD, REFORM):
        documents = list(_documents(rival))
        print(f"{rival.name}: {len(documents)} documents, the same codes on both sides")
        yield from _compared(rival, documents)
    yield from _long()
    yield from _memory()
    yield _cold()


def _documents(rival: Rival) -> Iterator[Document]:
    """Our own documents and those of the corpus beside, but for those on which a sheet breaks off."""
    for document in _all_documents():
        verdict = document.theirs(rival)
        if verdict is not None:
            assert verdict == document.ours(rival), document.content[:2000]
            yield document


def _all_documents() -> Iterator[Document]:
    for category in CATEGORIES:
        yield Document(content=a_cii(category.code), syntax="CII")
        yield Document(content=a_ubl(category.code), syntax="UBL")
        yield Document(content=a_ubl(category.code, credit_note=True), syntax="UBL")
    for name, content in DOCUMENTS.items():
        yield Document(content=content, syntax=name[:3])
    for content in corpus_documents(CORPUS / "A-structured"):
        if syntax := SYNTAXES.get(detect(content)):
            yield Document(content=content, syntax=syntax)


def _compared(rival: Rival, documents: Sequence[Document]) -> Iterator[Ratio]:
    """Both sides go over all documents in turn; of each document, the best time of the rounds."""
    ours = [float("inf")] * len(documents)
    theirs = [float("inf")] * len(documents)
    for _ in range(ROUNDS):
        for best, judged in ((ours, Document.ours), (theirs, Document.theirs)):
            for rank, document in enumerate(documents):
                best[rank] = min(best[rank], _seconds(lambda: judged(document, rival)))  # noqa: B023 - called at once
    for name, middle in (("median", statistics.median), ("mean", statistics.mean)):
        yield Ratio(what=f"{rival.name}, {name}", ours=middle(ours), rival="SaxonC, warm", theirs=middle(theirs))


def _long() -> Iterator[Ratio]:
    for syntax, content in (("UBL", a_ubl()), ("CII", a_cii())):
        few, many = (Document(content=_grown(content, syntax, lines), syntax=syntax) for lines in (FEW_LINES, LINES))
        ours, theirs = (
            min(_seconds(lambda: judged(many, STANDARD)) for _ in range(3))  # noqa: B023 - called at once
            for judged in (Document.ours, Document.theirs)
        )
        yield Ratio(what=f"{syntax} of {LINES} lines", ours=ours, rival="SaxonC, warm", theirs=theirs)
        expected = LINES / FEW_LINES * min(_seconds(lambda: few.ours(STANDARD)) for _ in range(5))  # noqa: B023
        yield Ratio(
            what=f"{syntax}: {LINES} lines, growing", ours=ours, rival="as fast by line as 200", theirs=expected
        )


def _grown(content: bytes, syntax: str, lines: int) -> bytes:
    tag = _LINE[syntax]
    text = content.decode()
    first = re.search(rf"<{tag}>.*?</{tag}>\s*", text, re.DOTALL)
    assert first
    return f"{text[: first.start()]}{first[0] * lines}{text[first.end() :]}".encode()


def _memory() -> Iterator[Ratio]:
    """The peak of a process that judges some documents; in MB, shown as if they were milliseconds."""
    ours, theirs = (_peak(side) / 1_000_000 for side in ("ours", "theirs"))
    yield Ratio(what="peak memory (MB)", ours=ours, rival="SaxonC, the same documents", theirs=theirs)


def _peak(side: str) -> int:
    """kB that a new process held at most."""
    command = [sys.executable, "-c", _PEAK, side]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1])


_PEAK = """
import sys
from tests.rules.en16931.documents import a_cii, a_ubl
side = sys.argv[1]
if side == "ours":
    from datetime import date
    from unisson.einvoice import schema
    from unisson.einvoice.read import read_xml
    from unisson.rules import engine
    from unisson.rules.en16931 import en16931
    def judged(content, syntax):
        reading = read_xml(content)
        schema.check(reading.document, syntax=reading.syntax, profile=None)
        engine.run(reading, (en16931,), on=date(2026, 1, 1))
else:
    from tests.conformance.judge import judge
    def judged(content, syntax):
        judge(syntax).verdict(content)
for _ in range(50):
    judged(a_cii(), "CII")
    judged(a_ubl(), "UBL")
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
"""


def _cold() -> Ratio:
    """One file from the command line, against the rival's process that does the same."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(a_cii())
        file.flush()
        ours = [sys.executable, "-c", "from unisson.cli.main import main; main()", "check", "--json", file.name]
        theirs = [sys.executable, "-c", _COLD, file.name, str(sheet("CII"))]
        return Ratio(what="one CII file, cold", ours=_cold_run(ours), rival="SaxonC, cold", theirs=_cold_run(theirs))


def _cold_run(command: Sequence[str]) -> float:
    return min(_seconds(lambda: subprocess.run(command, check=False, capture_output=True)) for _ in range(5))


_COLD = """
import sys
from saxonche import PySaxonProcessor
with PySaxonProcessor(license=False) as processor:
    rules = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=sys.argv[2])
    rules.transform_to_string(xdm_node=processor.parse_xml(xml_file_name=sys.argv[1]))
"""


def _seconds(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start
