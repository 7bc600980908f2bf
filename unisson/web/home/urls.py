"""Routes of « Accueil connecté »."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("fil/", views.whole, name="feed"),
    path("structure/", views.choose_structure, name="choose-structure"),
    path("structure/service/", views.choose_service, name="choose-service"),
]
