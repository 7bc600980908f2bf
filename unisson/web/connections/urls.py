"""Routes of Raccordement EDI et API. The letters lead to the two lists (`directory.letters_connections`)."""

from django.urls import path

from . import (
    views,
    views_account,
    views_accounts,
    views_calls,
    views_hook_log,
    views_hooks,
    views_sandbox,
    views_secrets,
)

app_name = "connections"
urlpatterns = [
    path("", views.connections, name="list"),
    path("demander/", views.ask, name="ask"),
    path("<key:pk>/", views.connection, name="connection"),
    path("<key:pk>/decision/", views.decide, name="decide"),
    path("<key:pk>/revoquer/", views.disconnect, name="disconnect"),
    path("<key:pk>/secrets/", views_secrets.add, name="add-secret"),
    path("<key:pk>/secrets/<key:secret>/revoquer/", views_secrets.end, name="end-secret"),
    path("comptes-techniques/", views_accounts.accounts, name="accounts"),
    path("comptes-techniques/creer/", views_accounts.open_account, name="open-account"),
    path("comptes-techniques/<key:pk>/", views_account.account, name="account"),
    path("comptes-techniques/<key:pk>/mot-de-passe/", views_account.renew, name="renew-account"),
    path("comptes-techniques/<key:pk>/droits/", views_account.entitle, name="entitle-account"),
    path("comptes-techniques/<key:pk>/fermer/", views_account.close, name="close-account"),
    path("appels/", views_calls.calls, name="calls"),
    path("appels/<key:pk>/", views_calls.call, name="call"),
    path("bac-a-sable/", views_sandbox.sandbox, name="sandbox"),
    path("bac-a-sable/rejet/", views_sandbox.refuse, name="sandbox-refuse"),
    path("bac-a-sable/paiement/", views_sandbox.pay, name="sandbox-pay"),
    path("bac-a-sable/horloge/", views_sandbox.travel, name="sandbox-clock"),
    path("webhooks/", views_hooks.webhooks, name="webhooks"),
    path("webhooks/ajouter/", views_hooks.add, name="add-hook"),
    path("webhooks/<key:pk>/", views_hooks.webhook, name="hook"),
    path("webhooks/<key:pk>/modifier/", views_hooks.change, name="change-hook"),
    path("webhooks/<key:pk>/suspendre/", views_hooks.pause, name="pause-hook"),
    path("webhooks/<key:pk>/reprendre/", views_hooks.resume, name="resume-hook"),
    path("webhooks/<key:pk>/secret/", views_hooks.renew, name="renew-hook"),
    path("webhooks/<key:pk>/supprimer/", views_hooks.remove, name="remove-hook"),
    path("webhooks/<key:pk>/tester/", views_hook_log.test, name="test-hook"),
    path("webhooks/<key:pk>/rejouer/", views_hook_log.replay_failed, name="replay-hook"),
    path("webhooks/<key:pk>/envois/<key:sent>/", views_hook_log.delivery, name="delivery"),
    path("webhooks/<key:pk>/envois/<key:sent>/rejouer/", views_hook_log.replay, name="replay-delivery"),
]
