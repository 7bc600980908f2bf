"""Schemas of the verification of a certificate."""

from pydantic import BaseModel, ConfigDict, Field

from ..wire import Instant, Told

NUMBER = "^[A-Za-z0-9+/]{43}=$"
SHA256 = "^[0-9A-Fa-f]{64}$"


class ByNumber(BaseModel):
    """A certificate without its PDF."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    number: str = Field(pattern=NUMBER, description="« Certificat de dépôt n° », tel qu’il y est écrit.")
    sha256: str = Field(pattern=SHA256, description="SHA-256 du fichier de la facture, en hexadécimal.")


class Verified(Told):
    """What a verification found."""

    authentic: bool = Field(description="Délivré par ce portail, et rien n’a changé depuis.")
    code: str = Field(examples=["CPP-VERIF-01"])
    sentence: str = Field(description="Ce qui a été trouvé, et quoi faire. En français.")
    page: str
    certificate: str | None = Field(None, description="Numéro du certificat reconnu.")
    invoice: str | None = Field(None, description="Numéro de la facture.")
    deposited_at: Instant = None
