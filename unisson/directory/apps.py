from django.apps import AppConfig


class Directory(AppConfig):
    name = "unisson.directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (  # noqa: F401 - declare the sentences and the letters
            codes,
            codes_connections,
            codes_exchange,
            codes_fiche,
            codes_people,
            codes_register,
            codes_structures,
            letters,
            letters_connections,
            letters_fiche,
            letters_people,
            letters_structures,
        )
