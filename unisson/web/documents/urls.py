"""Routes of the documents of an invoice, the same for both sides."""

from django.urls import path

from . import views, views_bundle

app_name = "documents"
urlpatterns = [
    path("dossier.zip", views_bundle.several, name="several"),
    path("<int:pk>/", views.view, name="view"),
    path("<int:pk>/page-<int:number>.png", views.page, name="page"),
    path("<int:pk>/original/", views.original, name="original"),
    path("<int:pk>/lisible.pdf", views.readable, name="readable"),
    path("<int:pk>/certificat.pdf", views.certificate, name="certificate"),
    path("<int:pk>/pieces-jointes/<int:attachment>/", views.attachment, name="attachment"),
]
