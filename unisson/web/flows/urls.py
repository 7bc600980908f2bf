"""Routes of Suivi des flux."""

from django.urls import path

from . import views, views_rejections

app_name = "flows"
urlpatterns = [
    path("", views.latest, name="list"),
    path("recherche/", views.search, name="search"),
    path("tableau-de-bord/", views.board, name="board"),
    path("deposer/", views.deposit, name="deposit"),
    path("rejets/", views_rejections.rejections, name="rejections"),
    path("rejets/fichier/", views_rejections.rejections_file, name="rejections-file"),
    path("<key:pk>/", views.flow, name="flow"),
    path("<key:pk>/compte-rendu/", views.report_file, name="report"),
]
