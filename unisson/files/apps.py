from django.apps import AppConfig


class Files(AppConfig):
    name = "unisson.files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import codes, codes_unpack  # noqa: F401 - declare the sentences
