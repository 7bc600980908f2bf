from django.apps import AppConfig


class Directory(AppConfig):
    name = "unisson.directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import codes, codes_exchange, letters, letters_people  # noqa: F401 - declare the sentences and the letters
