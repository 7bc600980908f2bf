"""The embedded register as an adapter of the port: what INSEE's files that were loaded here say of an establishment."""

from datetime import date

from unisson.directory.models import Establishment, LegalUnit, RegisterImport
from unisson.kernel.ports import Company, SilentRegisterError

from .layout import ESTABLISHMENTS


class StockCompanies:
    """Silent, rather than ignorant, while no file of establishments was loaded to its end."""

    def find(self, siret: str) -> Company | None:
        if not (len(siret) == 14 and siret.isascii() and siret.isdigit()):
            return None
        found = Establishment.objects.filter(pk=int(siret)).first()
        if found is None:
            if not RegisterImport.objects.filter(layout=ESTABLISHMENTS.name).exclude(ended_at=None).exists():
                raise SilentRegisterError("no stock")
            return None
        return _company(found, LegalUnit.objects.filter(pk=int(siret[:9])).first())


def _company(found: Establishment, unit: LegalUnit | None) -> Company:
    """A name is needed: while the file of legal units is not here, what stands over the door."""
    name = (unit.name if unit else "") or found.sign
    masked = found.masked or (unit is not None and unit.masked)
    if not name and not masked:
        raise SilentRegisterError("no name yet")
    return Company(
        siret=str(found),
        name=name[:201],
        address=found.address,
        postcode=found.postcode,
        town=found.town,
        country=found.country,
        active=found.active,
        closed_on=date.fromisoformat(found.since) if found.since and not found.active else None,
        legal_category=unit.legal_category if unit else "",
        masked=masked,
        as_of=date.fromisoformat(found.treated[:10]) if found.treated else None,
    )
