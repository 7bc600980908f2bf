"""The judge: the official sheets of EN 16931 and of the French rules, run by an engine that is not ours."""

import re
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from unisson.einvoice.safexml import parse
from unisson.rules.en16931 import sheets

_FAILED = re.compile(r"<svrl:failed-assert\b[^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_FLAG = re.compile(r'\bflag="([^"]+)"')
MOST_PER_PROCESSOR = 4000
"""Documents after which a processor is replaced: it keeps some of the memory of each."""


def sheet(name: str) -> Path | None:
    """The official sheet of that name ("CII", "FR-UBL"…), where this machine has it and an engine to run it."""
    return sheets.find(name) if find_spec("saxonche") else None


class Judge:
    """One sheet, compiled once and kept warm."""

    def __init__(self, name: str) -> None:
        self._sheet = sheet(name)
        self._start()

    def _start(self) -> None:
        from saxonche import PySaxonProcessor

        self._processor = PySaxonProcessor(license=False)
        self._compiler = self._processor.new_xslt30_processor()
        self._rules = self._compiler.compile_stylesheet(stylesheet_file=str(self._sheet))
        self._judged = 0

    def verdict(self, content: bytes) -> Counter[str] | None:
        """The codes that fired, with how often; None when the sheet itself broke off on this document.

        Refusal: what our own parser refuses never reaches the judge, which would open entities.
        """
        parse(content)
        self._judged += 1
        if self._judged > MOST_PER_PROCESSOR:
            self._start()
        try:
            document = self._processor.parse_xml(xml_text=content.decode())
            report = self._rules.transform_to_string(xdm_node=document)
        except Exception:
            return None
        return Counter(_ID.search(failed)[1] for failed in _FAILED.findall(report) if _is_counted(failed))  # type: ignore[index]


def _is_counted(failed: str) -> bool:
    """Fatal ones, and the business rules that only warn."""
    flag = _FLAG.search(failed)
    code = _ID.search(failed)
    return code is not None and (code[1].startswith("BR-") or (flag is not None and flag[1] == "fatal"))


@cache
def judge(name: str) -> Judge:
    """The judge with the sheet of that name ("CII", "FR-UBL"…), compiled at its first use."""
    return Judge(name)
