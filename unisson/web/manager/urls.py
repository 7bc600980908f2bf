"""Routes of « Activités du gestionnaire »."""

from django.urls import path

from . import views, views_accounts, views_attaching, views_identity, views_person, views_services, views_structure

urlpatterns = [
    path("", views.manager, name="manager"),
    path("demandes/", views.decide, name="manager-decide"),
    path("activations/<key:pk>/", views.resend, name="manager-resend"),
    path("structures/", views_structure.structures, name="manager-structures"),
    path("structures/<key:pk>/", views_structure.structure, name="manager-structure"),
    path("structures/<key:pk>/coordonnees/", views_structure.facts, name="manager-facts"),
    path("structures/<key:pk>/parametres/", views_structure.parameters, name="manager-parameters"),
    path("structures/<key:pk>/historique/", views_structure.history, name="manager-changes"),
    path("structures/<key:pk>/services/", views_services.services, name="manager-services"),
    path("structures/<key:pk>/services/ajouter/", views_services.add, name="manager-service-add"),
    path("structures/<key:pk>/comptes/", views_accounts.accounts, name="manager-accounts"),
    path("structures/<key:pk>/comptes/ajouter/", views_accounts.add, name="manager-account-add"),
    path("services/<key:pk>/", views_services.service, name="manager-service"),
    path("services/<key:pk>/etat/", views_services.turn, name="manager-service-turn"),
    path("comptes/<key:pk>/", views_accounts.account, name="manager-account"),
    path("comptes/<key:pk>/retirer/", views_accounts.withdraw, name="manager-account-withdraw"),
    path("structures/<key:pk>/espaces/", views.open_space, name="manager-open"),
    path("structures/<key:pk>/espaces/<str:code>/fermer/", views_attaching.close_space, name="manager-close"),
    path("structures/<key:pk>/rattacher/", views_attaching.invite, name="manager-invite"),
    path("rattachements/<key:pk>/renvoyer/", views_attaching.resend, name="manager-invite-again"),
    path("rattachements/<key:pk>/annuler/", views_attaching.cancel, name="manager-invite-cancel"),
    path("structures/<key:pk>/identite/", views_identity.home, name="manager-identity"),
    path("structures/<key:pk>/identifiant/", views_identity.renumber, name="manager-renumber"),
    path("structures/<key:pk>/activite/", views_identity.activity, name="manager-activity"),
    path("structures/<key:pk>/repertoire/", views_identity.register, name="manager-register"),
    path("transmission/<key:pk>/annuler/", views.cancel_handover, name="manager-handover-cancel"),
    path("successions/<key:pk>/contester/", views.object_to, name="manager-object"),
    path("exporter/", views.export, name="manager-export"),
    path("historique/", views.history, name="manager-history"),
    path("utilisateurs/<key:pk>/", views_person.person, name="manager-person"),
    path("utilisateurs/<key:pk>/droits/", views_person.change, name="manager-rights"),
    path("utilisateurs/<key:pk>/fermer/", views_person.close_space, name="manager-person-close"),
    path("utilisateurs/<key:pk>/copier/", views_person.copy, name="manager-copy"),
    path("utilisateurs/<key:pk>/retirer/", views_person.withdraw, name="manager-withdraw"),
    path("utilisateurs/<key:pk>/transmettre/", views_person.offer, name="manager-handover"),
]
