"""Routes of the documents of an invoice, the same for both sides."""

from django.urls import path

from . import views, views_bundle

app_name = "documents"
urlpatterns = [
    path("dossier.zip", views_bundle.several, name="several"),
    path("<key:pk>/", views.view, name="view"),
    path("<key:pk>/page-<key:number>.png", views.page, name="page"),
    path("<key:pk>/original/", views.original, name="original"),
    path("<key:pk>/lisible.pdf", views.readable, name="readable"),
    path("<key:pk>/certificat.pdf", views.certificate, name="certificate"),
    path("<key:pk>/pieces-jointes/<key:attachment>/", views.attachment, name="attachment"),
]
