"""Routes of the directory."""

from django.urls import path

from . import views, views_import

urlpatterns = [
    path("annuaire/", views.search_page, name="directory"),
    path("annuaire/annuaire.csv", views.published, name="directory-file"),
    path("annuaire/<str:siret>/", views.structure, name="directory-structure"),
    path("annuaire/<str:siret>/deposer/", views.deposit, name="directory-deposit"),
    path("exploitant/annuaire/", views_import.choose, name="operator-directory"),
    path("exploitant/annuaire/importer/", views_import.bring, name="operator-directory-import"),
]
