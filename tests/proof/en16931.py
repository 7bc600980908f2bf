"""Mutants of documents, judged by our rules of EN 16931 and by the official sheets: the same codes, as often."""

from collections.abc import Iterator
from pathlib import Path

from tests.conformance.judge import judge, sheet
from tests.conformance.mutants import mutants
from tests.conftest import CORPUS
from tests.proof import Trial
from tests.rules.en16931.documents import a_cii, a_ubl
from tests.rules.en16931.judged import codes
from unisson.einvoice.detect import FileKind, detect
from unisson.rules.en16931.vat import CATEGORIES

SEED = 16931
OF_OWN, OF_CORPUS = 300, 30
"""Mutants of each of our documents, and of each document of the corpus."""
FAULTS_OF_THE_JUDGE = (b">-0.00<",)
"""What the engine of the judge gets wrong: it holds -0.00, read as a double, for another number than 0."""
SYNTAXES = {FileKind.UBL_INVOICE: "UBL", FileKind.UBL_CREDIT_NOTE: "UBL", FileKind.CII: "CII"}


def main() -> Iterator[Trial]:
    """One trial for each syntax: mutants tried, and those on which both agree."""
    if sheet("UBL") is None or sheet("CII") is None:
        yield Trial(what="mutants", tried=1, held=0, note="aucune feuille officielle : make sheets")
        return
    for syntax in ("UBL", "CII"):
        yield _trial(syntax)


def _trial(syntax: str) -> Trial:
    tried = held = silent = excused = 0
    for rank, (content, count) in enumerate(_documents(syntax)):
        for mutant in mutants(content, seed=SEED + rank, count=count):
            verdict = judge(syntax).verdict(mutant.content)
            if verdict is None:
                silent += 1
                codes(mutant.content)  # where the sheet breaks off, ours must not
                continue
            agreed = verdict == codes(mutant.content)
            if not agreed and any(fault in mutant.content for fault in FAULTS_OF_THE_JUDGE):
                excused += 1
                continue
            tried += 1
            held += agreed
    return Trial(
        what=f"mutants {syntax} contre les feuilles officielles 1.3.16",
        tried=tried,
        held=held,
        note=f"{silent} de plus, sur lesquels la feuille elle-même s’interrompt ; "
        f"{excused} où son moteur se trompe (-0.00)",
    )


def _documents(syntax: str) -> Iterator[tuple[bytes, int]]:
    for category in (category.code for category in CATEGORIES):
        if syntax == "CII":
            yield a_cii(category), OF_OWN
        else:
            yield a_ubl(category), OF_OWN
            yield a_ubl(category, credit_note=True), OF_OWN // 2
    for content in corpus_documents(CORPUS / "A-structured"):
        if SYNTAXES.get(detect(content)) == syntax:
            yield content, OF_CORPUS


def corpus_documents(folder: Path) -> Iterator[bytes]:
    """The whole documents among the structured files of the corpus."""
    for file in sorted(folder.glob("*.xml")) if folder.is_dir() else ():
        if not file.name.startswith(("en16931-unit", "malformed")):
            yield file.read_bytes()
