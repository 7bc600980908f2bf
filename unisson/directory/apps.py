from django.apps import AppConfig


class Directory(AppConfig):
    name = "unisson.directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Declare the sentences and the letters.
        from . import codes, codes_fiche, codes_register, codes_structures  # noqa: F401
        from . import letters, letters_fiche, letters_people, letters_structures  # noqa: F401
