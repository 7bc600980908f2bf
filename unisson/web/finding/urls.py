"""Routes of what « Rechercher » keeps and makes: searches, columns, files."""

from django.urls import path

from . import views, views_export

app_name = "finding"
urlpatterns = [
    path("enregistrer/", views.save, name="save"),
    path("<key:pk>/renommer/", views.rename, name="rename"),
    path("<key:pk>/supprimer/", views.delete, name="delete"),
    path("colonnes/", views.choose_columns, name="columns"),
    path("fichiers/", views_export.exports, name="exports"),
    path("fichiers/demander/", views_export.prepare, name="prepare"),
    path("fichiers/<key:pk>/", views_export.export, name="export"),
    path("fichiers/<key:pk>/supprimer/", views_export.give_up, name="give-up"),
    path("fichiers/<key:pk>/<key:number>/", views_export.file, name="file"),
]
