"""The seals of the certificates' PDFs: intact, ours, and for this very certificate. Of a sample, or of all."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models.functions import Mod

from unisson.files import store
from unisson.kernel.ports import ports
from unisson.kernel.words import declare
from unisson.pdf.sealing import verify_seal

from ..certificate import reason_of
from ..models import DepositCertificate

SAMPLE = 200
"""Enough to find one altered in fifty all but surely; chosen anew each time."""
BROKEN = "CPP-AUDIT-15"
FOREIGN = "CPP-AUDIT-17"

declare(
    BROKEN,
    fr="Facture {invoice} : le PDF de son certificat ne porte pas de sceau intact pour ce certificat.",
    en="Invoice {invoice}: the PDF of its certificate bears no intact seal for this certificate.",
)
declare(
    FOREIGN,
    fr="Facture {invoice} : le PDF de son certificat est scellé par une clé que ce portail n’a pas, ou n’a plus.",
    en="Invoice {invoice}: the PDF of its certificate is sealed by a key that this portal has not, or no longer has.",
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which seals are looked at, and the `former` certificates (DER) of the portal, where its key was replaced."""

    every: bool = False
    former: Sequence[bytes] = ()


SAMPLED = Asked()


def look(asked: Asked = SAMPLED) -> Iterator[tuple[DepositCertificate, str]]:
    """Each printed certificate that was looked at, with the code of its fault or "". None where nothing is sealed."""
    if ports.seal is None:
        return
    printed = DepositCertificate.objects.filter(pdf__isnull=False)
    if not asked.every:
        step = max(1, printed.count() // SAMPLE)
        printed = printed.annotate(place=Mod("pk", step)).filter(place=random.randrange(step))  # noqa: S311
    ours = (*asked.former, *([ports.seal.certificate()] if printed.exists() else []))
    for certificate in printed.select_related("invoice").order_by("pk").iterator(chunk_size=SAMPLE):
        yield certificate, _fault(certificate, ours)


def _fault(certificate: DepositCertificate, ours: Sequence[bytes]) -> str:
    """The code of what is wrong with the seal. Bytes that are not those of their digest are told of the file."""
    digest = certificate.pdf_id or ""
    if not store.is_intact(digest):
        return ""
    check = verify_seal(store.content_of(digest), *ours)
    if not check.intact or check.reason != reason_of(certificate.number):
        return BROKEN
    return "" if check.ours else FOREIGN
