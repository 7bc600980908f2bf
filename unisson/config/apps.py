"""Plugs the adapters into the ports, once, when Django is ready."""

from django.apps import AppConfig


class Wiring(AppConfig):
    name = "unisson.config"
    label = "wiring"

    def ready(self) -> None:
        from . import checks, wiring

        wiring.plug()
        checks.plug()
