from django.apps import AppConfig


class Notices(AppConfig):
    name = "unisson.notices"
    default_auto_field = "django.db.models.BigAutoField"
