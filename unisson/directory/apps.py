from django.apps import AppConfig


class Directory(AppConfig):
    name = "unisson.directory"
    default_auto_field = "django.db.models.BigAutoField"
