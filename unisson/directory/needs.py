"""What a recipient requires of an invoice: service code, commitment number, either (domain-rules §3.3)."""

from dataclasses import dataclass

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
