"""Routes of « Activités du gestionnaire »."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.manager, name="manager"),
    path("demandes/", views.decide, name="manager-decide"),
]
