from django.apps import AppConfig
from django.db.backends.signals import connection_created


class Invoices(AppConfig):
    name = "unisson.invoices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import codes  # noqa: F401 - declares the sentences
        from .board import figures
        from .letters import kinds, mornings, webhooks  # noqa: F401 - declare the letters

        connection_created.connect(figures.teach)
