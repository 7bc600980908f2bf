"""Schemas of the sandbox."""

from pydantic import Field

from ..wire import Instant, Told


class Paying(Told):
    """A recipient that pays by itself."""

    siret: str
    name: str
    days: int = Field(description="Délai de paiement, à compter de la mise à disposition.")


class Played(Told):
    """What the sandbox plays for the structure of the account."""

    now: Instant = Field(description="L’heure du bac à sable.")
    days_ahead: int = Field(description="Jours d’avance de son horloge.")
    refusal: str | None = Field(None, description="Code avec lequel le prochain dépôt est rejeté.")
    refusals: list[str] = Field(description="Les codes qui se jouent.")
    recipients: list[Paying] = Field(description="Les destinataires qui paient seuls.")
