from django.apps import AppConfig


class Directory(AppConfig):
    name = "unisson.directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Declare the sentences and the letters.
        from . import codes, codes_fiche, letters, letters_fiche, letters_people  # noqa: F401
