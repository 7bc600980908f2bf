"""`unisson check`: whether invoices are valid, and what to correct.

A single file is to be answered at once: what takes long to load (the rules, a schema, the reader of PDFs) loads at the
same time.
"""

import argparse
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unisson.einvoice import schema
from unisson.einvoice.detect import looks_like_xml
from unisson.einvoice.reading import Syntax
from unisson.kernel.clock import today
from unisson.pdf import contents

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
    answer = partial(_answer, judge=partial(verdict.verdict_on, asked=asked), tell=tell)
    all_valid = True
    for valid, said in _answers(answer, files, crashed=partial(_answer, judge=verdict.crashed_on, tell=tell)):
        all_valid &= valid
        print(said, flush=True)
    return all_valid


_Answer = tuple[bool, str]


def _answers(
    answer: Callable[[str], _Answer], files: Sequence[str], *, crashed: Callable[[str], _Answer]
) -> Iterator[_Answer]:
    """A few files are judged right here: starting processes takes longer than judging them."""
    if len(files) <= FEW:
        return map(answer, files)
    from . import crowd

    return crowd.each(answer, files, crashed=crashed)


def _answer(file: str, *, judge: "Callable[[str], Verdict]", tell: "Callable[[Verdict], str]") -> _Answer:
    verdict = judge(file)
    try:
        return verdict.valid, tell(verdict)
    except Exception:
        import logging

        from .verdict import crashed_on

        logging.getLogger(__name__).exception("Telling of %r failed", file)
        return False, tell(crashed_on(file))


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
