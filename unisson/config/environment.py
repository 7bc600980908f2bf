"""The one typed reader of the environment. A missing or malformed value stops the start with its name.

Business thresholds do not belong here: they are dated tables beside the rules (style-anchors §2.2).
"""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, NoDecode, SettingsConfigDict
from pydantic_settings.sources import PydanticBaseSettingsSource

from unisson.kernel.refusal import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent


class SecretFiles(EnvSettingsSource):
    """`UNISSON_X_FILE` for each secret `UNISSON_X`: what systemd and container engines hand over as files.

    Refusal CPP-COMMANDE-27 for one that cannot be read.
    """

    def __call__(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for name in secrets():
            variable = f"UNISSON_{name.upper()}_FILE"
            if path := self.env_vars.get(variable.lower()):
                try:
                    found[name] = Path(path).read_text(encoding="utf-8").rstrip("\r\n")
                except (OSError, ValueError) as error:
                    raise Refusal("CPP-COMMANDE-27", setting=f"{variable}={path}") from error
        return found


class Environment(BaseSettings):
    """Every setting: `UNISSON_` + its name in capitals. `docs/settings.md` is generated from here."""

    model_config = SettingsConfigDict(env_prefix="UNISSON_", env_file=None, extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource, **named: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """A secret's file goes before its variable."""
        return named["init_settings"], SecretFiles(settings_cls), named["env_settings"]

    var: Path = Field(default=ROOT / "var", description="Folder of the embedded database, the files and the keys.")
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="`postgresql://…` for PostgreSQL. Empty: SQLite in the `var` folder.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Django's secret. Empty: made at the first start and kept in the `var` folder.",
    )
    secret_key_before: SecretStr = Field(
        default=SecretStr(""),
        description="The secret it replaced: until each telephone and session made under it was used once more.",
    )
    debug: bool = Field(default=False, description="Django's debug pages. Never in production.")
    demo: bool = Field(default=False, description="Demonstration: sample data, and a page that shows every e-mail.")
    sandbox: bool = Field(
        default=False,
        description="Sandbox: the clock may be put forward by `unisson sandbox advance`. A demonstration is one.",
    )
    hosts: Annotated[list[str], NoDecode] = Field(
        default=["localhost", "127.0.0.1", "[::1]"],
        description="Host names that may be asked for, separated by commas.",
    )
    base_url: str = Field(default="http://localhost:8000", description="Address written into e-mails and certificates.")
    https: bool = Field(default=False, description="Behind HTTPS: secure cookies, HSTS, redirection.")
    email_url: SecretStr = Field(
        default=SecretStr(""),
        description="`smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`. Empty: e-mails stay in the portal.",
    )
    email_from: str = Field(default="Unisson <ne-pas-repondre@localhost>", description="Sender of the e-mails.")
    operator: str = Field(
        default="", description="Who runs this portal and how to reach them: `Syndicat numérique, aide@example.org`."
    )
    s3_bucket: str = Field(
        default="",
        description="Bucket of an S3-compatible storage for the files. Empty: the `var` folder. Needed as soon as web "
        "processes or workers run on several machines.",
    )
    s3_endpoint: str = Field(default="", description="Address of that storage: `https://s3.example.org`. Empty: AWS.")
    s3_region: str = Field(default="", description="Its region, where it has some.")
    s3_access_key: str = Field(
        default="", description="Name of the key to the bucket. Empty: what the machine is given by its host."
    )
    s3_secret_key: SecretStr = Field(default=SecretStr(""), description="The secret of that key.")
    company_registers: Annotated[list[Literal["stock", "api"]], NoDecode] = Field(
        default=["stock"],
        description="Where a SIRET is looked up, in this order: `stock`, INSEE's files as `unisson directory "
        "import-sirene` loaded them; `api`, the State's public service, over the network. `stock,api` asks it for what "
        "the stock does not know. Empty: nowhere, and what people type stays « non vérifié ».",
    )
    company_api: str = Field(
        default="https://recherche-entreprises.api.gouv.fr",
        description="Address of that public service, or of one like it.",
    )
    clamd: str = Field(
        default="",
        description="`host:port` or socket path of ClamAV's daemon. Empty: files are marked « non analysé ».",
    )
    seal_pkcs12: Path | None = Field(
        default=None,
        description="Key and certificate of the seal. Empty: made at the first start, in the `var` folder.",
    )
    seal_password: SecretStr = Field(default=SecretStr(""), description="Password of the PKCS#12 file.")
    fr_rules_block: bool = Field(
        default=False,
        description="The French rules (BR-FR) keep out an invoice that claims EN 16931. Off: they only advise.",
    )
    pdf_pages: int = Field(
        default=3, ge=1, le=20, description="Pages of a PDF, from the first, on which values are looked for."
    )
    activation_hours: int = Field(
        default=24, ge=1, le=168, description="Hours during which the link that activates a new account is good."
    )
    sign_up_days: int = Field(
        default=30,
        ge=1,
        le=365,
        description="Days during which what was typed to ask for an account is kept once its link was used or ended. "
        "Until then a link that ended may be sent again.",
    )
    archive_after_days: int = Field(
        default=365,
        ge=30,
        le=3650,
        description="Days after which a paid or rejected invoice leaves the lists of every day for « Archives ».",
    )
    second_factor_required: bool = Field(
        default=False,
        description="Nobody goes on after the password without a second factor: who has none is led to set one up.",
    )
    oidc_issuer: str = Field(
        default="",
        description="Address of a provider of identities (OpenID Connect, ProConnect for one) by which one may sign in "
        "to an account one has. Empty: by none. It sends people back to `UNISSON_BASE_URL` followed by "
        "`/connexion/autre-site/retour/`.",
    )
    oidc_client_id: str = Field(default="", description="Name of this portal at that provider.")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), description="Its secret there.")
    oidc_name: str = Field(default="ProConnect", description="What people call that provider.")
    oidc_scope: str = Field(default="openid email", description="What it is asked for.")
    ecb_rates: Annotated[dict[date, Decimal], NoDecode] = Field(
        default={},
        description="Rates of the European Central Bank (main refinancing operations) that this version does not know, "
        "in percent, by the first day of their half-year: `2027-01-01=2.15, 2027-07-01=2.40`. For late interest.",
    )
    api_calls_per_minute: int = Field(
        default=1200,
        ge=1,
        description="Calls of the API that each application, and each technical account, may make within a minute, of "
        "all web processes of a machine together. « Développeurs » publishes it.",
    )
    api_calls_kept: Literal["", "all", "facts", "none"] = Field(
        default="",
        description="What « Derniers appels » keeps of each call of the API, for a week and two hundred calls of each "
        "application: `all`, request and answer shortened and without secrets; `facts`, when, what, which status, how "
        "long; `none`. Empty: `all` in a sandbox, `facts` elsewhere.",
    )
    web_workers: int = Field(default=2, ge=1, description="Processes that answer the web.")
    workers: int = Field(
        default=2,
        ge=1,
        description="Workers of `unisson run`: while one reads a scan, another gives verdicts.",
    )
    session_minutes: int = Field(default=60, ge=5, description="Minutes without a click before a session ends.")
    session_hours: int = Field(
        default=12, ge=1, le=168, description="Hours after which one signs in again, clicks or not."
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token with which Prometheus may read `/metrics` from elsewhere. Empty: from this machine only.",
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: Literal["line", "json"] = Field(
        default="line",
        description="`line`: for a person. `json`: one object a line, each request among them, for a collector.",
    )

    @field_validator("hosts", "company_registers", mode="before")
    @classmethod
    def split(cls, value: object) -> object:
        """ "a, b" as a list: the form a person writes in an environment variable."""
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("oidc_issuer")
    @classmethod
    def by_https(cls, value: str) -> str:
        """Who recognises people is reached by https, on another machine at least."""
        place = urlsplit(value)
        if value and place.scheme != "https" and place.hostname not in {"localhost", "127.0.0.1"}:
            raise ValueError(value)
        return value

    @field_validator("ecb_rates", mode="before")
    @classmethod
    def pair(cls, value: object) -> object:
        """ "2027-01-01=2.15, …" as a table."""
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split(",") if part.strip()]
        return {day.strip(): percent.strip() for day, _, percent in pairs}

    @field_validator("ecb_rates")
    @classmethod
    def by_half_year(cls, value: dict[date, Decimal]) -> dict[date, Decimal]:
        """Only first days of a half-year, and what can be a rate: a slip of the decimal point stops the start."""
        for day, percent in value.items():
            if (day.month, day.day) not in {(1, 1), (7, 1)} or not 0 <= percent < 20:
                raise ValueError(f"{day}={percent}")
        return value


def secrets() -> frozenset[str]:
    """The settings that are nobody else's business: never printed, and read from a file where one is named."""
    return frozenset(name for name, field in Environment.model_fields.items() if field.annotation is SecretStr)
