"""Routes of « Accueil connecté »."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("structure/", views.choose_structure, name="choose-structure"),
]
