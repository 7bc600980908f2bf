from django.apps import AppConfig


class Invoices(AppConfig):
    name = "unisson.invoices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import codes, codes_people, letters, letters_recap  # noqa: F401 - declare the sentences and the letters
