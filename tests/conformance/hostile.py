"""A stranger's file through the reading doors, in processes of its own: how long, how much memory, which verdict.

`python -m tests.conformance.hostile FILE` reads and judges one file within the bounds of the sandbox, and prints what
it found; `outcome` runs that, `unisson read` and `unisson check` beside it, and measures them.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from unisson.cli.main import DONE, REFUSED
from unisson.einvoice.detect import FileKind, detect
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Reading
from unisson.kernel.findings import Severity
from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, document, image, sandbox
from unisson.rules.en16931 import en16931
from unisson.rules.engine import run
from unisson.rules.sense import sense

SECONDS, MEGABYTES, PATIENCE = 2.0, 300, 30
"""What each hostile file may take: seconds of computing, start of the process included, and resident memory. A busy
machine may make one wait longer; what computes nothing and does not end hangs."""
_COMMAND = (sys.executable, "-m", "unisson.cli.main")
_FAULTS = frozenset({"CPP-MOTEUR-01", "CPP-MOTEUR-02", "CPP-MOTEUR-03"})
_MEBIBYTE = 1 << 20
_JUDGED_ON = date(2026, 10, 29)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The longest and the largest of the processes; what the file was refused for, or what it holds."""

    seconds: float
    megabytes: float
    broke: bool
    """Whether a process ended otherwise than with an answer."""
    refused: str = ""
    fatal: tuple[str, ...] = ()
    number: str = ""
    literal: str = ""
    """The number as the file writes it."""
    signature: Mapping[str, Any] | None = None
    shown: bool = False
    """Whether a PDF is shown as an image of ours."""

    @property
    def ended_well(self) -> bool:
        """Within the memory, and with an answer; the proof also looks at the time."""
        return not self.broke and self.megabytes <= MEGABYTES

    @property
    def is_rejected(self) -> bool:
        return bool(self.refused or self.fatal)


Verdict = Callable[[Outcome], bool]


def _read(outcome: Outcome) -> bool:
    return not outcome.refused


def _any(outcome: Outcome) -> bool:
    return True


def _literal(outcome: Outcome) -> bool:
    return not outcome.refused and outcome.number == outcome.literal.strip() != ""


def _signed(**told: Any) -> Verdict:
    def verdict(outcome: Outcome) -> bool:
        report = outcome.signature
        return bool(outcome.refused) if report is None else all(report[name] == value for name, value in told.items())

    return verdict


VERDICTS: Mapping[str, Verdict] = {
    "reject": lambda outcome: outcome.is_rejected,
    "reject-needs-password": lambda outcome: outcome.refused == codes.PASSWORD,
    "reject-or-strip": lambda outcome: outcome.is_rejected or outcome.shown,
    "signed": _signed(),
    "signed-valid-untrusted": _signed(intact=True, trusted=False),
    "signed-broken": _signed(intact=False),
    "signed-expired-certificate": _signed(trusted=False),
    "signed-twice-untrusted": _signed(count=2, trusted=False),
    **dict.fromkeys(("accept", "accept-inert", "readable", "readable-restricted", "flag"), _read),
    **dict.fromkeys(("store-literally", "store-safely", "neutralise-in-csv", "escape-on-display"), _literal),
    **dict.fromkeys(("reject-or-bounded", "no-crash", "invalid", "pdfa-pass", "pdfa-fail"), _any),
    **dict.fromkeys(("accept-or-reject", "accept-or-business-reject"), _any),
}
"""What the index of the corpus expects of a file → whether an outcome is that. Some are there to break readers: any
verdict will do, in time. Pages escape what they show and nothing in a file names a path: values stay as they are."""


def outcome(file: Path) -> Outcome:
    """The processes, one after the other."""
    read = _measured([*_COMMAND, "read", "--json", str(file)])
    checked = _measured([*_COMMAND, "check", "--json", str(file)])
    judged = _measured([sys.executable, "-m", "tests.conformance.hostile", str(file)])
    answers = [json.loads(line) for line in read.output.splitlines()]
    door = answers[0].get("code", "") if len(answers) == 1 else ""
    # What breaks a process breaks a child of the sandbox: the door must then have said that it was out of bounds.
    told = json.loads(judged.output) if judged.code == 0 else {"refused": door}
    return Outcome(
        seconds=max(one.seconds for one in (read, checked, judged)),
        megabytes=max(one.megabytes for one in (read, checked, judged)),
        broke=len(answers) != 1 or not _is_verdict(checked) or (judged.code != 0 and door != codes.OUT_OF_BOUNDS),
        **{**told, "fatal": tuple(told.get("fatal", ()))},
    )


def _is_verdict(checked: "_Measure") -> bool:
    """One object, of which `check` knows what to say."""
    verdicts = [json.loads(line) for line in checked.output.splitlines()]
    said = {finding["code"] for verdict in verdicts for finding in verdict["findings"]}
    return checked.code in (DONE, REFUSED) and len(verdicts) == 1 and not said & _FAULTS


@dataclass(frozen=True, kw_only=True)
class _Measure:
    seconds: float
    megabytes: float
    code: int
    output: str


_LAUNCHER = """
import json, os, signal, subprocess, sys
process = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
signal.signal(signal.SIGALRM, lambda *_: process.kill())
signal.alarm(int(sys.argv[1]))
output = process.stdout.read().decode()
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, output]))
"""
"""A small process between: the kernel counts the memory of whoever starts a process as the process's own."""


def _measured(command: Sequence[str]) -> _Measure:
    launched = [sys.executable, "-c", _LAUNCHER, str(PATIENCE), *command]
    told = subprocess.run(launched, stdout=subprocess.PIPE, check=True).stdout
    seconds, megabytes, code, output = json.loads(told)
    return _Measure(seconds=seconds, megabytes=megabytes, code=code, output=output)


def main(file: Path) -> dict[str, Any]:
    """What the file is refused for, or holds; the fields of `Outcome`."""
    resource.setrlimit(resource.RLIMIT_AS, (sandbox.MEGABYTES * _MEBIBYTE,) * 2)
    content = file.read_bytes()
    try:
        return dict(_told(content))
    except Refusal as refusal:
        return {"refused": refusal.code}
    except MemoryError:
        return {"refused": codes.OUT_OF_BOUNDS}


def _told(content: bytes) -> Iterator[tuple[str, Any]]:
    if detect(content) is not FileKind.PDF:
        yield from _judged(read_xml(content))
        return
    read = document.read(content)
    if read.signature is not None:
        report = read.signature
        yield "signature", {"count": report.count, "intact": report.intact, "trusted": report.trusted}
    yield "shown", image.page_png(content, 1).startswith(b"\x89PNG")
    if read.xml is not None:
        yield from _judged(read_xml(read.xml))


def _judged(reading: Reading) -> Iterator[tuple[str, Any]]:
    report = run(reading, [en16931, sense], on=_JUDGED_ON)
    yield "fatal", sorted({finding.code for finding in report.findings if finding.severity is Severity.FATAL})
    yield "number", reading.invoice.number or ""
    yield "literal", reading.raw.get("BT-1", "")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
