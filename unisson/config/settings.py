"""Django's settings: every value comes from `environment`. Tests override a handful of lines in `tests/settings.py`."""

import os
import secrets
import tempfile
from contextlib import suppress
from typing import Any

import dj_database_url
from pydantic import SecretStr

from .environment import ROOT, Environment
from .logs import logging_for

env = Environment()
WEB = ROOT / "unisson" / "web"


def _kept_secret() -> str:
    """A secret made at the first start and kept beside the database: a restart must not sign everybody out.

    It appears whole or not at all, and only its owner may read it; of two processes at once, the first one's stays.
    """
    path = env.var / "secret-key"
    if not path.exists():
        env.var.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=env.var) as draft:
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            os.fsync(draft.fileno())
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()


def _secret(kept: SecretStr) -> str:
    return kept.get_secret_value()


def _database() -> dict[str, Any]:
    if url := _secret(env.database_url):
        found = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        # A statement that comes again is planned once: a deposit is a dozen of them (a fifth of its time).
        # To compile a search costs half a second, to answer it a few thousandths.
        own = {"server_side_binding": True, "prepare_threshold": 5, "options": "-c jit=off"}
        options = {**own, **found.get("OPTIONS", {})}
        return {**found, "OPTIONS": options, "ATOMIC_REQUESTS": False}
    return {
        "ENGINE": "unisson.config.sqlite",
        "NAME": env.var / "unisson.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A deferred read-then-write fails at once under two processes; IMMEDIATE waits for its turn (design §2).
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;",
        },
    }


def _files() -> dict[str, Any]:
    if not env.s3_bucket:
        return {"BACKEND": "unisson.files.storage.DurableStorage", "OPTIONS": {"location": env.var / "files"}}
    options = {
        "bucket_name": env.s3_bucket,
        "endpoint_url": env.s3_endpoint or None,
        "region_name": env.s3_region or None,
        "access_key": env.s3_access_key or None,
        "secret_key": _secret(env.s3_secret_key) or None,
    }
    return {"BACKEND": "unisson.files.bucket.BucketStorage", "OPTIONS": options}


SECRET_KEY = _secret(env.secret_key) or _kept_secret()
SECRET_KEY_FALLBACKS = list(filter(None, [_secret(env.secret_key_before)]))
DEBUG = env.debug
DEMO = env.demo
SANDBOX = env.sandbox or env.demo
ECB_RATES = env.ecb_rates
ALLOWED_HOSTS = env.hosts
BASE_URL = env.base_url.rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "oauth2_provider",
    "unisson.files",
    "unisson.notices",
    "unisson.accounts",
    "unisson.directory",
    "unisson.invoices",
    "unisson.api.apps.Api",
    "unisson.config.apps.Wiring",
]

MIDDLEWARE = [
    "unisson.web.observed.Observed",
    "unisson.web.middleware.BodyLimit",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "unisson.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "unisson.web.middleware.SlidingSession",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "unisson.web.middleware.ZeroBytes",
    "unisson.web.middleware.KeptForm",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "unisson.web.enrol.EnrolFirst",
    "unisson.web.first.ReturnsFirst",
    "unisson.web.middleware.Refusals",
    "unisson.web.middleware.ReadsRead",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "unisson.config.urls"
WSGI_APPLICATION = "unisson.config.wsgi.application"

COTTON_DIR = "ui"
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "components", *sorted(WEB.glob("*/templates")), ROOT / "unisson" / "notices" / "templates"],
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", _LOADERS)] if not DEBUG else _LOADERS,
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "unisson.notices.emphasis",
                "unisson.web.tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "unisson.web.frame.frame",
            ],
        },
    }
]

DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STORAGES = {
    "default": _files(),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = env.var / "static"
STATICFILES_DIRS = [WEB / "static"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["unisson.accounts.backend.PeopleOnly"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "unisson.accounts.passwords.TwelveOfThreeClasses"},
    {"NAME": "unisson.accounts.passwords.NotGuessable"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
PASSWORD_RESET_TIMEOUT = 60 * 60
ACTIVATION_HOURS = env.activation_hours
SIGN_UP_DAYS = env.sign_up_days
ARCHIVE_AFTER_DAYS = env.archive_after_days
OIDC_ISSUER = env.oidc_issuer
OIDC_CLIENT_ID = env.oidc_client_id
OIDC_CLIENT_SECRET = _secret(env.oidc_client_secret)
OIDC_NAME = env.oidc_name
OIDC_SCOPE = env.oidc_scope
SECOND_FACTOR_REQUIRED = env.second_factor_required

# The API's tokens (chorus-pro-api.md §1.1): the grant of machines only; of a token its digest alone is kept.
OAUTH2_PROVIDER = {
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "OAUTH2_VALIDATOR_CLASS": "unisson.api.token.Validator",
    "SCOPES": {"openid": "Chorus Pro"},
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
    # Of grants that no client here has (client_credentials alone): the strict side of each, all the same.
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
}
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
API_CALLS_PER_MINUTE = env.api_calls_per_minute
API_CALLS_KEPT = env.api_calls_kept or ("all" if SANDBOX else "facts")

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MESSAGE_TAGS = {20: "info", 25: "ok", 30: "warn", 40: "bad"}
"""Levels of Django's messages as tones of the design system."""

SESSION_COOKIE_AGE = env.session_minutes * 60
SESSION_HOURS = env.session_hours
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
SECURE_SSL_REDIRECT = env.https
SECURE_REDIRECT_EXEMPT = [r"^sante/", r"^metrics$"]
"""Probes come from the machine itself, past the proxy that bears the certificate."""
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https else None
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
# Whether the domain's other names are served by HTTPS alone is not this portal's to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "unisson.web.failures.csrf"

# A file is read in memory up to the limit of one invoice and refused above the limit of a dossier (domain-rules §4.7).
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# As many as « Déposer plusieurs factures » takes, where no script sends them one by one.
DATA_UPLOAD_MAX_NUMBER_FILES = 510

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [ROOT / "unisson" / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
USE_THOUSAND_SEPARATOR = False

EMAIL_FROM = env.email_from
EMAIL_URL = _secret(env.email_url)
OPERATOR = env.operator
COMPANY_REGISTERS = env.company_registers
COMPANY_API = env.company_api
FR_RULES_BLOCK = env.fr_rules_block
CLAMD = env.clamd
SEAL_PKCS12 = env.seal_pkcs12
SEAL_PASSWORD = _secret(env.seal_password)
VAR = env.var
WORKERS = env.workers

METRICS_TOKEN = _secret(env.metrics_token)

LOGGING = logging_for(level=env.log_level, form=env.log_format)
