"""What a person last chose to look at: the structure and the service in use, the same at the next log-in."""

from .models import User


def choose_structure(person: User, structure: int | None) -> None:
    """Keep the structure in use, None for all of them; a service belongs to one structure, so none is in use then."""
    person.structure_in_use, person.service_in_use = structure, None
    person.save(update_fields=["structure_in_use", "service_in_use"])


def choose_service(person: User, service: int | None) -> None:
    """Keep the service in use, None for all of them."""
    person.service_in_use = service
    person.save(update_fields=["service_in_use"])
