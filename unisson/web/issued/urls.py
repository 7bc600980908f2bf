"""Routes of Factures émises."""

from django.urls import path

from unisson.web.board.views import issued_board, issued_board_file, issued_forecast, issued_forecast_file
from unisson.web.follow.views import issued_invoice
from unisson.web.follow.views_talk import write_as_supplier

from . import views, views_deposit, views_drops, views_fiscal, views_landmarks, views_manual, views_returns, views_scan

app_name = "issued"
urlpatterns = [
    path("", views.summary, name="summary"),
    path("rechercher/", views.search, name="search"),
    path("tableau-de-bord/", issued_board, name="board"),
    path("tableau-de-bord/paiements/", issued_forecast, name="forecast"),
    path("tableau-de-bord/fichier/", issued_board_file, name="board-file"),
    path("tableau-de-bord/paiements/fichier/", issued_forecast_file, name="forecast-file"),
    path("archives/", views.archive, name="archive"),
    path("exporter/", views.export, name="export"),
    path("liste-fiscale/", views_fiscal.fiscal_list, name="fiscal"),
    path("liste-fiscale/fichier/", views_fiscal.fiscal_file, name="fiscal-file"),
    path("<key:pk>/", issued_invoice, name="invoice"),
    path("<key:pk>/message/", write_as_supplier, name="write"),
    path("<key:pk>/recycler/", views_returns.recycle, name="recycle"),
    path("<key:pk>/completer/", views_returns.complete, name="complete"),
    path("retours/", views_returns.came_back, name="returns"),
    path("rejets/", views_returns.treat_all, name="treat-all"),
    path("rejets/traiter/", views_returns.treat_rejections, name="treat-rejections"),
    path("saisir/", views_manual.begin, name="type"),
    path("saisir/<key:pk>/", views_manual.typed, name="typed"),
    path("saisir/<key:pk>/controle/", views_manual.live_check, name="typed-check"),
    path("saisir/modeles/<key:pk>/supprimer/", views_manual.delete_pattern, name="delete-pattern"),
    path("depot/", views_deposit.deposit, name="deposit"),
    path("depot/plusieurs/", views_drops.drops, name="drops"),
    path("depot/plusieurs/<key:pk>/", views_drops.drop, name="drop"),
    path("depot/plusieurs/<key:pk>/avance/", views_drops.drop_state, name="drop-state"),
    path("depot/plusieurs/<key:pk>/fichiers/", views_drops.drop_files, name="drop-files"),
    path("depot/plusieurs/<key:pk>/retirer/", views_drops.drop_remove, name="drop-remove"),
    path("depot/plusieurs/<key:pk>/envoi/", views_drops.drop_send, name="drop-send"),
    path("depot/plusieurs/<key:pk>/certificats/", views_drops.drop_certificates, name="drop-certificates"),
    path("depot/reperes/", views_landmarks.landmarks, name="landmarks"),
    path("depot/reperes/<key:pk>/effacer/", views_landmarks.erase, name="erase-landmark"),
    path("depot/reperes/structure/<key:pk>/effacer/", views_landmarks.erase_all, name="erase-landmarks"),
    path("depot/<key:pk>/", views_deposit.draft, name="draft"),
    path("depot/<key:pk>/controle/", views_deposit.live_check, name="check"),
    path("depot/<key:pk>/lecture/", views_scan.scan, name="scan"),
    path("depot/<key:pk>/structures/", views_deposit.pick_structure, name="pick-structure"),
    path("depot/<key:pk>/services/", views_deposit.pick_service, name="pick-service"),
    path("depot/<key:pk>/page/", views_deposit.take, name="take"),
    path("depot/<key:pk>/confirmation/", views_deposit.confirm, name="confirm"),
    path("depot/<key:pk>/supprimer/", views_deposit.delete_draft, name="delete-draft"),
    path("<key:pk>/recapitulatif/", views_deposit.receipt, name="receipt"),
]
