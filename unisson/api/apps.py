from django.apps import AppConfig


class Api(AppConfig):
    name = "unisson.api"
    label = "api"

    def ready(self) -> None:
        from . import codes  # noqa: F401 - declare the sentences
