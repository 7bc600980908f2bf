from django.apps import AppConfig


class Notices(AppConfig):
    name = "unisson.notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import codes, codes_webhooks  # noqa: F401 - declare the sentences
