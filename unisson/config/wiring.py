"""Which adapter serves which port, by setting. Heavy ones are made at first use, so that a start stays quick."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from unisson.kernel.ports import Companies, Handshake, Identified, NoScanner, ports

from .adapters.clamav import ClamAv
from .adapters.companies import InOrder, SampleCompanies
from .adapters.sandbox import SandboxClock
from .adapters.smtp import NoMailServer, SmtpMailer
from .adapters.webhooks import HttpPoster

if TYPE_CHECKING:
    from unisson.pdf.sealing import Sealer

    from .adapters.oidc import OpenIdProvider


class Typesetter:
    """Pages by typst."""

    def render(self, template: str, values: Mapping[str, Any]) -> bytes:
        from unisson.pdf import typeset

        return typeset.render(template, values)  # type: ignore[arg-type]


class PortalSeal:
    """The portal's own key: the PKCS#12 file `given` by setting, or one `made` at first use beside the database."""

    def __init__(self, given: Path | None, *, made: Path, password: str) -> None:
        self._path = given or made
        self._may_make = given is None
        self._password = password

    def seal(self, pdf: bytes, *, reason: str) -> bytes:
        return self._sealer.seal(pdf, reason=reason)

    def check(self) -> datetime:
        return self._sealer.good_until

    def certificate(self) -> bytes:
        return self._sealer.certificate

    @cached_property
    def _sealer(self) -> "Sealer":
        from unisson.pdf.sealing import Sealer

        if self._may_make and not self._path.exists():
            Sealer.create_file(self._path, password=self._password, common_name="Unisson")
        return Sealer.from_pkcs12(self._path.read_bytes(), password=self._password)


class ElsewhereIdentified:
    """The provider of identities, made at first use."""

    def way(self, handshake: Handshake) -> str:
        return self._provider.way(handshake)

    def told(self, handshake: Handshake, *, code: str) -> Identified:
        return self._provider.told(handshake, code=code)

    @cached_property
    def _provider(self) -> "OpenIdProvider":
        from .adapters.oidc import OpenIdProvider

        return OpenIdProvider(
            settings.OIDC_ISSUER,
            client_id=settings.OIDC_CLIENT_ID,
            client_secret=settings.OIDC_CLIENT_SECRET,
            scope=settings.OIDC_SCOPE,
        )


class PortalVault:
    """The portal's own, of the accounts: cryptography is loaded at first use."""

    def seal(self, text: str, *, purpose: str) -> str:
        from unisson.accounts import vault

        return vault.seal(text, purpose=purpose)

    def unseal(self, sealed: str, *, purpose: str) -> str | None:
        from unisson.accounts import vault

        return vault.unseal(sealed, purpose=purpose)


def plug() -> None:
    """Fill `kernel.ports` from the settings."""
    ports.scanner = ClamAv(settings.CLAMD) if settings.CLAMD else NoScanner()
    ports.mailer = SmtpMailer(settings.EMAIL_URL, sender=settings.EMAIL_FROM) if settings.EMAIL_URL else NoMailServer()
    ports.renderer = Typesetter()
    ports.poster = HttpPoster(sandbox=settings.SANDBOX)
    ports.vault = PortalVault()
    ports.identities = ElsewhereIdentified() if settings.OIDC_ISSUER else None
    ports.companies = InOrder(_registers())
    ports.ahead = SandboxClock(settings.VAR / "sandbox-clock") if settings.SANDBOX else None
    ports.seal = PortalSeal(settings.SEAL_PKCS12, made=settings.VAR / "seal.p12", password=settings.SEAL_PASSWORD)


def _registers() -> list[Companies]:
    """Those that the setting names; the demonstration has its own besides."""
    from unisson.directory.companies.stock import StockCompanies

    from .adapters.company_search import PublicSearch

    by_name: dict[str, Companies] = {"stock": StockCompanies(), "api": PublicSearch(settings.COMPANY_API)}
    own: list[Companies] = [SampleCompanies()] if settings.DEMO else []
    return [*(by_name[name] for name in settings.COMPANY_REGISTERS), *own]
