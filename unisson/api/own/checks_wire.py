"""Schemas of `check`."""

from datetime import date
from typing import Literal

from pydantic import Field

from ..wire import Amount, Told
from .changes_wire import Structure

Level = Literal["blocking", "remark", "form"]


class Finding(Told):
    """One thing that was found in a file."""

    code: str = Field(description="Code officiel de la règle, ou « CPP-… ».", examples=["BR-CO-10"])
    level: Level = Field(
        description="blocking : empêche le dépôt. remark : ne l’empêche pas. form : à choisir au dépôt d’un PDF."
    )
    sentence: str = Field(description="Ce qui ne va pas, où, et quoi faire. En français.")
    where: str | None = Field(None, description="Le terme de l’EN 16931.", examples=["BG-25[2]/BT-131"])
    field: str | None = Field(None, description="Ce terme, en français.", examples=["Montant net de la ligne"])
    values: dict[str, str] = Field(description="Les valeurs que la phrase cite : 2026-11-28, 1200.50.")
    page: str = Field(description="La page de cette règle : pourquoi, et comment corriger.")


class Party(Told):
    """A party of an invoice, as the file says it."""

    siret: str | None = None
    name: str | None = None


class Read(Told):
    """What was read of the invoice. What the file does not say is left out."""

    number: str | None = Field(None, description="BT-1")
    issue_date: date | None = Field(None, description="BT-2")
    due_date: date | None = Field(None, description="BT-9")
    type_code: str | None = Field(None, description="BT-3")
    framework: str | None = Field(None, description="Cadre de facturation (BT-23) ; A1 si le fichier n’en dit pas.")
    currency: str | None = Field(None, description="BT-5")
    seller: Party
    buyer: Party
    service: str | None = Field(None, description="Code du service destinataire (BT-10)")
    commitment: str | None = Field(None, description="Numéro d’engagement (BT-13)")
    contract: str | None = Field(None, description="Numéro de marché (BT-12)")
    net_total: Amount = Field(None, description="Total HT (BT-109)")
    vat_total: Amount = Field(None, description="Total TVA (BT-110)")
    gross_total: Amount = Field(None, description="Total TTC (BT-112)")
    net_to_pay: Amount = Field(None, description="Net à payer (BT-115)")
    lines: int = Field(description="Nombre de lignes")


class Twin(Told):
    """The invoice that has this number already."""

    id: int = Field(description="« identifiantFactureCPP » de l’API compatible.")
    number: str
    deposited_on: date
    status: str


class Ruleset(Told):
    """A set of rules that judged."""

    name: str = Field(examples=["en16931"])
    version: str


class Verdict(Told):
    """What a deposit of the file would give. Nothing was kept."""

    admissible: bool = Field(description="Rien n’empêche le dépôt.")
    syntax: str | None = Field(None, description="Ce qu’est le fichier.", examples=["CII"])
    sha256: str = Field(description="Condensé du fichier jugé.")
    supplier: Structure = Field(description="Pour qui le dépôt se ferait.")
    recipient: Structure | None = Field(None, description="Le destinataire, s’il est dans l’annuaire.")
    read: Read | None = Field(None, description="Ce qui a été lu ; absent d’un fichier qui n’est pas une facture.")
    findings: list[Finding]
    duplicate: Twin | None = Field(None, description="La facture qui porte déjà ce numéro, si ce compte la voit.")
    unread_pages: list[int] = Field(description="Les pages numérisées d’un PDF : elles n’ont pas été lues.")
    rulesets: list[Ruleset] = Field(description="Les jeux de règles qui ont jugé.")
