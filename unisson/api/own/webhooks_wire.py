"""Schemas of webhooks."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from unisson.notices.webhooks.events import KINDS

from ..wire import Instant, Told
from .changes_wire import Structure

_KINDS = f"Parmi : {', '.join(KINDS)}."
_EVENTS: dict[str, JsonValue] = {"minItems": 1, "items": {"type": "string", "enum": [*KINDS]}}
"""Said of the schema only: the refusal of another one is the portal's own, which tells the kinds there are."""
_URL = "Publique, en https://, port 443 ou à partir de 1024."
_NAME = "Comment vous l’appelez."
Key = Annotated[int, Field(ge=1, le=2**60)]


class Asked(BaseModel):
    """A webhook to add."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    url: str = Field(description=_URL, examples=["https://erp.exemple.fr/unisson"])
    events: list[str] = Field(description=_KINDS, examples=[["invoice.status_changed"]], json_schema_extra=_EVENTS)
    description: str = Field("", max_length=100, description=_NAME)


class Changed(BaseModel):
    """What is to change; what is absent stays."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    url: str | None = Field(None, description=_URL)
    events: Annotated[list[str], Field(json_schema_extra=_EVENTS)] | None = Field(None, description=_KINDS)
    description: str | None = Field(None, max_length=100, description=_NAME)


class Since(BaseModel):
    """From when on failures are replayed."""

    model_config = ConfigDict(extra="ignore")

    since: AwareDatetime = Field(description="Avec son fuseau : ce qui a été écrit à partir de cet instant.")


class Webhook(Told):
    """Where events go."""

    id: int
    structure: Structure
    url: str
    description: str
    events: list[str]
    state: str = Field(description="ACTIF, SUSPENDU (par vous) ou DESACTIVE (par le portail).")
    since: Instant = Field(description="Il est prévenu de ce qui se passe depuis cet instant.")
    failing_since: Instant = Field(None, description="Rien n’arrive depuis cet instant.")
    disabled_at: Instant = None
    disabled_because: str | None = Field(None, description="DISPARU (réponse 410) ou EN_ECHEC (cinq jours).")
    secret_created_at: Instant
    former_secret_until: Instant = Field(None, description="Jusque-là, l’ancien secret signe aussi.")


class WithSecret(Webhook):
    """A webhook whose secret was just made."""

    secret: str = Field(description="Montré une seule fois : « whsec_… ».")


class Webhooks(Told):
    """All webhooks that the account sees."""

    webhooks: list[Webhook]


class Delivery(Told):
    """One event, and what came of it."""

    id: int
    message_id: str = Field(description="L’en-tête « webhook-id » : le même à chaque essai.")
    event: str
    subject: str | None = Field(None, description="Le numéro de la facture ou du flux.")
    state: str = Field(description="EN_ATTENTE, LIVREE ou ECHOUEE.")
    attempts: int
    created_at: Instant
    tried_at: Instant = None
    next_attempt_at: Instant = None
    http_status: int | None = None
    code: str | None = Field(None, description="Pourquoi aucune réponse n’est venue.", examples=["CPP-WEBHOOK-15"])
    sentence: str | None = Field(None, description="La même chose en mots.")
    duration_ms: int | None = None
    answer: str | None = Field(None, description="Le début de la réponse, 1 ko au plus.")
    body: str = Field(description="Ce qui est posté, à l’octet près.")


class Deliveries(Told):
    """The log, newest first."""

    deliveries: list[Delivery]
    next: str | None = Field(None, description="À redonner dans « after » ; absent à la fin.")


class Replayed(Told):
    """How many leave again."""

    replayed: int
