from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Invoices(AppConfig):
    name = "unisson.invoices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import figures

        connection_created.connect(figures.teach)
        from . import (  # noqa: F401 - declare the sentences and the letters
            codes,
            codes_drops,
            codes_flows,
            codes_lists,
            codes_manual,
            codes_people,
            codes_sandbox,
            codes_signature,
            codes_submission,
            codes_webhooks,
            letters,
            letters_recap,
            letters_webhooks,
        )
