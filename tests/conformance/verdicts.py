"""What becomes of a stranger’s file, deposited with its own parties loaded; each word of the answer is written out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.builders import PARIS_7E, SAFE_STYLE
from tests.invoices.builders import AT, a_person, a_structure, grant
from unisson.invoices import deposit
from unisson.invoices.drafting import drafts
from unisson.invoices.drafting.reading import kind_of_file, read_file
from unisson.invoices.models import Flow, Invoice
from unisson.invoices.status import Channel, Status
from unisson.kernel.findings import Finding, from_data
from unisson.kernel.identifiers import compact
from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence

REFUSED = "REFUSED"
LONGEST = 25.0
"""Seconds: a file is read twice, once to load its parties, each time within the bound of the sandbox and its grace."""
GROUPS = ("A", "B", "C")
"""The groups of the corpus that people may send: its group D is for clients of the API."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """REFUSED or the state of the flow, and the codes that say why."""

    state: str
    codes: tuple[str, ...]

    @property
    def has_reason(self) -> bool:
        """What is kept from its recipient says why."""
        return bool(self.codes) or self.state in (Flow.State.INTEGRATED, Flow.State.DRAFTED)


def files_of(corpus: Path) -> list[Path]:
    """Every file of the groups, in a fixed order, without what describes them."""
    folders = [folder for folder in sorted(corpus.iterdir()) if folder.is_dir() and folder.name.startswith(GROUPS)]
    return [
        path
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file() and not path.name.endswith(".truth.json")
    ]


def sample_of(files: Sequence[Path], *, size: int) -> list[Path]:
    """About `size` of them: evenly spread, so that every folder and kind is there."""
    return list(files[:: max(1, len(files) // size)])


def verdict_on(path: Path, *, channel: Channel) -> Verdict:
    """Deposit the file. Raises whatever is not a verdict, a code without its sentences included."""
    content = path.read_bytes()
    supplier_siret, recipient_siret = _parties(content, name=path.name)
    supplier = a_structure(supplier_siret, private=True)
    a_structure(recipient_siret)
    user = a_person()
    if not user.memberships.filter(structure=supplier).exists():
        grant(user, supplier)
    name = "facture" + path.suffix
    try:
        flow = deposit.receive(
            user, deposit.Upload(name=name, content=content), supplier=supplier, channel=channel, at=AT
        )
    except Refusal as refusal:
        return Verdict(state=REFUSED, codes=_told([Finding(code=refusal.code, values=refusal.values)]))
    return _verdict(flow)


def _verdict(flow: Flow) -> Verdict:
    findings = [from_data(data) for data in flow.findings]
    if flow.state == Flow.State.DRAFTED:
        findings += drafts.check(Invoice.objects.get(flow=flow), at=AT).findings
    elif flow.state == Flow.State.INTEGRATED:
        invoice = Invoice.objects.get(flow=flow)
        assert invoice.status == Status.DEPOSEE
        assert invoice.certificate.number
    else:
        assert flow.state == Flow.State.REJECTED, flow.state
        assert findings
    return Verdict(state=flow.state, codes=_told(findings))


def _told(findings: Sequence[Finding]) -> tuple[str, ...]:
    for finding in findings:
        for language in ("fr", "en"):
            assert sentence(finding.code, finding.values, language=language)
    return tuple(dict.fromkeys(finding.code for finding in findings))


def _parties(content: bytes, *, name: str) -> tuple[str, str]:
    """The SIRETs of the file's own parties, as far as it can be read; two of the seeds' otherwise."""
    try:
        read = read_file(content, kind_of_file(content, name=name), at=AT)
    except Refusal:
        return SAFE_STYLE, PARIS_7E
    if read.reading is None:
        found = (read.seen.get(field, {}).get("value", "") for field in ("supplier", "recipient_siret"))
    else:
        invoice = read.reading.invoice
        found = (party.siret if party else None for party in (invoice.seller, invoice.buyer))
    supplier, recipient = (compact(siret or "")[:18] for siret in found)
    return supplier or SAFE_STYLE, recipient if recipient and recipient != supplier else PARIS_7E
