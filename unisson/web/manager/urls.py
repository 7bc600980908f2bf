"""Routes of « Activités du gestionnaire »."""

from django.urls import path

from . import views, views_identity, views_person

urlpatterns = [
    path("", views.manager, name="manager"),
    path("demandes/", views.decide, name="manager-decide"),
    path("activations/<int:pk>/", views.resend, name="manager-resend"),
    path("structures/<int:pk>/espaces/", views.open_space, name="manager-open"),
    path("structures/<int:pk>/identite/", views_identity.home, name="manager-identity"),
    path("structures/<int:pk>/identifiant/", views_identity.renumber, name="manager-renumber"),
    path("structures/<int:pk>/activite/", views_identity.activity, name="manager-activity"),
    path("structures/<int:pk>/repertoire/", views_identity.register, name="manager-register"),
    path("transmission/<int:pk>/annuler/", views.cancel_handover, name="manager-handover-cancel"),
    path("exporter/", views.export, name="manager-export"),
    path("historique/", views.history, name="manager-history"),
    path("utilisateurs/<int:pk>/", views_person.person, name="manager-person"),
    path("utilisateurs/<int:pk>/droits/", views_person.change, name="manager-rights"),
    path("utilisateurs/<int:pk>/copier/", views_person.copy, name="manager-copy"),
    path("utilisateurs/<int:pk>/retirer/", views_person.withdraw, name="manager-withdraw"),
    path("utilisateurs/<int:pk>/transmettre/", views_person.offer, name="manager-handover"),
]
