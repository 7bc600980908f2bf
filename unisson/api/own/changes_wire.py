"""Schemas of `changes`."""

from pydantic import Field

from ..wire import Instant, Told


class Structure(Told):
    """A party of an invoice, as the directory knows it now."""

    id: int = Field(description="« idStructureCPP » de l’API compatible.")
    identifier: str = Field(description="Un SIRET, sauf d’un fournisseur étranger ou d’un particulier.")
    name: str


class Change(Told):
    """One change of state."""

    id: int = Field(description="Identifiant de ce changement : le même à chaque lecture.")
    invoice_id: int = Field(description="« identifiantFactureCPP » de l’API compatible.")
    number: str
    supplier: Structure
    recipient: Structure
    former_status: str | None = Field(None, description="Absent au dépôt.")
    status: str = Field(description="Code officiel de l’état.", examples=["MISE_A_DISPOSITION"])
    at: Instant
    channel: str = Field(description="PORTAIL, API, EDI ou AUTOMATIQUE.")
    reason: str | None = Field(None, description="Code du motif d’un rejet, d’une suspension, d’un recyclage.")
    comment: str | None = None


class Changes(Told):
    """Changes, oldest first."""

    changes: list[Change]
    next: str = Field(
        description="À redonner dans « since », tel quel. Il reste valable aussi longtemps que le portail."
    )
    has_more: bool = Field(
        description="Il y a une suite à lire tout de suite, même si cette page est vide ; sinon, attendez."
    )
