"""`unisson check`: whether invoices are valid, and what to correct.

A single file is to be answered at once: what takes long to load (the rules, a schema, the reader of PDFs) loads at the
same time.
"""

import argparse
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unisson.einvoice import schema
from unisson.einvoice.detect import looks_like_xml
from unisson.einvoice.reading import Syntax
from unisson.kernel.clock import today
from unisson.pdf import contents

from .answer import Answer, gathered

if TYPE_CHECKING:
    from .verdict import Verdict

AUTO = "auto"
FEW = 8
_HEAD = 4096
_UBL = {
    b"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2": Syntax.UBL_INVOICE,
    b"urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2": Syntax.UBL_CREDIT_NOTE,
}
"""The schemas that take long to compile, by what announces them."""
_ALONE = contents.READERS[:1]
"""What the sandbox loads for a single PDF: most hold their invoice, and need no other reader."""


def rules_named(text: str) -> tuple[str, ...]:
    """The rule sets of `--rules`: none for "auto". argparse's error for a name that is no set's."""
    if text == AUTO:
        return ()
    from unisson.rules.catalogue import ALL_RULESETS

    known = [ruleset.name for ruleset in ALL_RULESETS]
    names = tuple(name.strip() for name in text.split(","))
    if strangers := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(
            f"« {', '.join(strangers)} » n’existe pas ; au choix : auto, {', '.join(known)}"
        )
    return names


def check(files: Sequence[str], *, rules: tuple[str, ...], with_schema: bool, as_json: bool) -> bool:
    """Print the verdict on each file, in order, as one JSON object a line or for people; whether all are valid."""
    readers = _ALONE if len(files) == 1 else contents.READERS
    if len(files) == 1:
        _warm_up(files[0], with_schema=with_schema)
    from . import telling, verdict

    asked = verdict.Asked(rules=rules, schema=with_schema, on=today(), readers=readers)
    tell = telling.as_json if as_json else telling.in_words
    all_valid = True
    with tempfile.TemporaryDirectory(prefix="unisson-") as folder:
        answer = partial(_answer, tell=tell, folder=Path(folder))
        judged = partial(answer, judge=partial(verdict.verdict_on, asked=asked))
        with closing(_answers(judged, files, crashed=partial(answer, judge=verdict.crashed_on))) as answers:
            for one in answers:
                all_valid &= one.valid
                sys.stdout.writelines(one.pieces())
                print(flush=True)
    return all_valid


def _answers(
    answer: Callable[[str], Answer], files: Sequence[str], *, crashed: Callable[[str], Answer]
) -> Generator[Answer]:
    """A few files are judged right here: starting processes takes longer than judging them."""
    if len(files) <= FEW:
        yield from map(answer, files)
        return
    from . import crowd

    yield from crowd.each(answer, files, crashed=crashed)


def _answer(
    file: str, *, judge: "Callable[[str], Verdict]", tell: "Callable[[Verdict], Iterable[str]]", folder: Path
) -> Answer:
    verdict = judge(file)
    try:
        return gathered(tell(verdict), valid=verdict.valid, folder=folder)
    except Exception:
        import logging

        from .verdict import crashed_on

        logging.getLogger(__name__).exception("Telling of %r failed", file)
        return gathered(tell(crashed_on(file)), valid=False, folder=folder)


def _warm_up(file: str, *, with_schema: bool) -> None:
    """Let load, beside the rules, what this file will need. A pipe can be read but once."""
    try:
        if not Path(file).is_file():
            return
        with Path(file).open("rb") as opened:
            head = opened.read(_HEAD)
    except (OSError, ValueError):
        return
    if not looks_like_xml(head):
        from unisson.pdf import sandbox

        threading.Thread(target=sandbox.prepare, args=(_ALONE,), daemon=True).start()
    elif with_schema:
        for namespace, syntax in _UBL.items():
            if namespace in head:
                schema.prepare(schema.schema_for(syntax, None))
