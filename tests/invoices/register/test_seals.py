"""The PDF of a certificate bears an intact seal, of a key of the portal, for this very certificate."""

from datetime import UTC, datetime

import pytest

from unisson.files import store
from unisson.invoices import certificate
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.register import seals
from unisson.invoices.register.seals import Asked
from unisson.kernel.clock import stopped
from unisson.kernel.ports import ports
from unisson.pdf.sealing import Sealer

from ..builders import LATER, a_deposit, certificate_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed() -> Invoice:
    invoice = a_deposit()
    certificate.print_pending(clock=stopped(LATER))
    return invoice


def found(asked: Asked = Asked(every=True)) -> list[str]:  # noqa: B008 - frozen
    return [fault for _, fault in seals.look(asked)]


def put(invoice: Invoice, pdf: bytes) -> None:
    """Another PDF in the place of the certificate's, kept as any file."""
    kept = store.put(pdf, name="certificat.pdf", media_type="application/pdf", at=LATER)
    store.record(kept)
    DepositCertificate.objects.filter(invoice=invoice).update(pdf=kept.file)


def page(invoice: Invoice) -> bytes:
    assert ports.renderer
    return ports.renderer.render("certificate", certificate.values_of(certificate_of(invoice)))


def test_a_printed_certificate_is_sealed_for_what_it_is(printed: Invoice) -> None:
    a_deposit("FA-2")
    assert found() == [""]
    assert found(seals.SAMPLED) == [""]


def test_a_certificate_without_a_seal_is_told(printed: Invoice) -> None:
    put(printed, page(printed))
    assert found() == [seals.BROKEN]


def test_the_certificate_of_another_invoice_is_told(printed: Invoice) -> None:
    other = a_deposit("FA-2")
    certificate.print_pending(clock=stopped(LATER))
    DepositCertificate.objects.filter(invoice=printed).update(pdf=certificate_of(other).pdf)
    assert found() == [seals.BROKEN, ""]


def test_the_seal_of_another_key_is_told_unless_it_was_once_ours(printed: Invoice) -> None:
    sealer = Sealer.from_pkcs12(Sealer.create("Unisson", at=datetime(2026, 1, 1, tzinfo=UTC)))
    reason = certificate.reason_of(certificate_of(printed).number)
    put(printed, sealer.seal(page(printed), reason=reason))
    assert found() == [seals.FOREIGN]
    assert found(Asked(every=True, former=[sealer.certificate])) == [""]
