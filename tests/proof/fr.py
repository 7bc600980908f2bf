"""Mutants of French documents, judged by our rules and by the official sheets: the same codes, as often."""

import csv
from collections.abc import Iterator

from tests.conformance.french import DOCUMENTS, WORDS
from tests.conformance.judge import judge, sheet
from tests.conformance.mutants import mutants
from tests.conftest import CORPUS
from tests.proof import Trial
from tests.proof.en16931 import SYNTAXES, corpus_documents
from tests.rules.fr.judged import codes
from unisson.einvoice.detect import detect
from unisson.pdf.embedded import find_invoice_xml

SEED = 1400
OF_OWN, OF_CORPUS = 400, 15
"""Mutants of each of our documents, and of each document of the corpus."""


def main() -> Iterator[Trial]:
    """One trial for each syntax, and one for the files of the corpus whose codes are known."""
    if sheet("FR-UBL") is None or sheet("FR-CII") is None:
        yield Trial(what="mutants", tried=1, held=0, note="aucune feuille officielle")
    else:
        for syntax in ("UBL", "CII"):
            yield _mutants(syntax)
    if CORPUS.is_dir():
        yield _files()


def _mutants(syntax: str) -> Trial:
    tried = held = silent = 0
    for rank, (content, count) in enumerate(_documents(syntax)):
        for mutant in mutants(content, seed=SEED + rank, count=count, words=WORDS):
            verdict = judge(f"FR-{syntax}").verdict(mutant.content)
            found = codes(mutant.content)  # where the sheet breaks off, ours must not
            if verdict is None:
                silent += 1
                continue
            tried += 1
            held += verdict == found
    return Trial(
        what=f"mutants {syntax} contre les feuilles officielles BR-FR 1.4.0.01",
        tried=tried,
        held=held,
        note=f"{silent} de plus, sur lesquels la feuille elle-même s’interrompt",
    )


def _documents(syntax: str) -> Iterator[tuple[bytes, int]]:
    for name, content in DOCUMENTS.items():
        if name.startswith(syntax):
            yield content, OF_OWN
    for content in corpus_documents(CORPUS / "A-structured"):
        if SYNTAXES.get(detect(content)) == syntax:
            yield content, OF_CORPUS


def _files() -> Trial:
    tried = held = broken = 0
    with (CORPUS / "index.csv").open(encoding="utf-8") as index:
        rows = [row for row in csv.DictReader(index) if row["brfr_failed"]]
    for row in rows:
        file = CORPUS / row["file"]
        content = file.read_bytes()
        xml = find_invoice_xml(content) if file.suffix == ".pdf" else content
        if xml is None or detect(xml) not in SYNTAXES:
            continue
        found = set(codes(xml))
        if "raised" in row["brfr_failed"]:
            broken += 1
            continue
        tried += 1
        held += found == set(row["brfr_failed"].split()) - {"none"}
    return Trial(
        what="fichiers du corpus, règles BR-FR",
        tried=tried,
        held=held,
        note=f"{broken} de plus, sur lesquels la feuille elle-même s’interrompt et la nôtre non",
    )
