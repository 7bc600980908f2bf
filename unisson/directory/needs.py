"""What a recipient requires of an invoice: service code, commitment number, either (domain-rules §3.3)."""

from dataclasses import dataclass
from typing import Protocol

from unisson.kernel.identifiers import STATE_SIRET

from .models import Service, Structure


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What must be filled. `either` asks for at least one of the two and adds to the two flags."""

    service: bool = False
    commitment: bool = False
    either: bool = False

    def missing(self, *, service_code: str | None, commitment: str | None) -> frozenset[str]:
        """Which of "service", "commitment", "either" is not met by what is given."""
        unmet = {
            "either": self.either and not (service_code or commitment),
            "service": self.service and not service_code,
            "commitment": self.commitment and not commitment,
        }
        return frozenset(name for name, is_unmet in unmet.items() if is_unmet)


def needs_of(structure: Structure, service: Service | None = None) -> Needs:
    """The parameters of the structure and the flag of the chosen service, added up."""
    return Needs(
        service=structure.service_required,
        commitment=structure.commitment_required or bool(service and service.commitment_required),
        either=structure.service_or_commitment_required,
    )


class Parameters(Protocol):
    """The parameters of a structure, asked for or in force."""

    @property
    def service_required(self) -> bool: ...
    @property
    def commitment_required(self) -> bool: ...
    @property
    def service_or_commitment_required(self) -> bool: ...
    @property
    def works_owner(self) -> bool: ...
    @property
    def works_owner_only(self) -> bool: ...


def contradiction(asked: Parameters, *, identifier: str, served: bool) -> str:
    """The code of what no public structure may ask, empty when all is well: whoever writes parameters, by a page or by
    a file, is judged here. `served`: one of its services is open."""
    is_state = identifier == STATE_SIRET
    faults = {
        "CPP-FICHE-04": asked.service_or_commitment_required and (asked.service_required or asked.commitment_required),
        "CPP-FICHE-05": asked.works_owner_only and not asked.works_owner,
        "CPP-FICHE-07": is_state and not (asked.service_required and asked.commitment_required),
        # The State requires a code before it has a service: that is no choice.
        "CPP-FICHE-06": asked.service_required and not served and not is_state,
    }
    return next((code for code, holds in faults.items() if holds), "")
