"""`unisson verify`: a certificate of deposit held against what was recorded, in words and as an exit code."""

from pathlib import Path

from unisson.kernel.refusal import Refusal
from unisson.kernel.words import sentence


def verify(certificate: Path, invoice: Path | None) -> bool:
    """Print the verdict on the certificate's PDF, and on the invoice file when given; whether both hold."""
    from unisson.invoices.certificate import verify as judge

    verdict = judge(_content(certificate), _content(invoice) if invoice else None)
    print(sentence(verdict.code, verdict.values))
    return verdict.authentic


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal("CPP-COMMANDE-03", file=str(path)) from error
