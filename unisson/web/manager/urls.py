"""Routes of « Activités du gestionnaire »."""

from django.urls import path

from . import views, views_accounts, views_attaching, views_identity, views_person, views_services, views_structure

urlpatterns = [
    path("", views.manager, name="manager"),
    path("demandes/", views.decide, name="manager-decide"),
    path("activations/<int:pk>/", views.resend, name="manager-resend"),
    path("structures/", views_structure.structures, name="manager-structures"),
    path("structures/<int:pk>/", views_structure.structure, name="manager-structure"),
    path("structures/<int:pk>/coordonnees/", views_structure.facts, name="manager-facts"),
    path("structures/<int:pk>/parametres/", views_structure.parameters, name="manager-parameters"),
    path("structures/<int:pk>/historique/", views_structure.history, name="manager-changes"),
    path("structures/<int:pk>/services/", views_services.services, name="manager-services"),
    path("structures/<int:pk>/services/ajouter/", views_services.add, name="manager-service-add"),
    path("structures/<int:pk>/comptes/", views_accounts.accounts, name="manager-accounts"),
    path("structures/<int:pk>/comptes/ajouter/", views_accounts.add, name="manager-account-add"),
    path("services/<int:pk>/", views_services.service, name="manager-service"),
    path("services/<int:pk>/etat/", views_services.turn, name="manager-service-turn"),
    path("comptes/<int:pk>/", views_accounts.account, name="manager-account"),
    path("comptes/<int:pk>/retirer/", views_accounts.withdraw, name="manager-account-withdraw"),
    path("structures/<int:pk>/espaces/", views.open_space, name="manager-open"),
    path("structures/<int:pk>/espaces/<str:code>/fermer/", views_attaching.close_space, name="manager-close"),
    path("structures/<int:pk>/rattacher/", views_attaching.invite, name="manager-invite"),
    path("rattachements/<int:pk>/renvoyer/", views_attaching.resend, name="manager-invite-again"),
    path("rattachements/<int:pk>/annuler/", views_attaching.cancel, name="manager-invite-cancel"),
    path("structures/<int:pk>/identite/", views_identity.home, name="manager-identity"),
    path("structures/<int:pk>/identifiant/", views_identity.renumber, name="manager-renumber"),
    path("structures/<int:pk>/activite/", views_identity.activity, name="manager-activity"),
    path("structures/<int:pk>/repertoire/", views_identity.register, name="manager-register"),
    path("transmission/<int:pk>/annuler/", views.cancel_handover, name="manager-handover-cancel"),
    path("successions/<int:pk>/contester/", views.object_to, name="manager-object"),
    path("exporter/", views.export, name="manager-export"),
    path("historique/", views.history, name="manager-history"),
    path("utilisateurs/<int:pk>/", views_person.person, name="manager-person"),
    path("utilisateurs/<int:pk>/droits/", views_person.change, name="manager-rights"),
    path("utilisateurs/<int:pk>/fermer/", views_person.close_space, name="manager-person-close"),
    path("utilisateurs/<int:pk>/copier/", views_person.copy, name="manager-copy"),
    path("utilisateurs/<int:pk>/retirer/", views_person.withdraw, name="manager-withdraw"),
    path("utilisateurs/<int:pk>/transmettre/", views_person.offer, name="manager-handover"),
]
