"""Routes of Factures reçues."""

from django.urls import path

from unisson.web.board.views import received_board, received_board_file
from unisson.web.follow.views import received_invoice
from unisson.web.follow.views_inside import note
from unisson.web.follow.views_talk import write_as_recipient
from unisson.web.follow.views_treat import treat

from . import views, views_bulk

app_name = "received"
urlpatterns = [
    path("", views.summary, name="summary"),
    path("rechercher/", views.search, name="search"),
    path("tableau-de-bord/", received_board, name="board"),
    path("tableau-de-bord/fichier/", received_board_file, name="board-file"),
    path("archives/", views.archive, name="archive"),
    path("exporter/", views.export, name="export"),
    path("plusieurs/", views_bulk.several, name="several"),
    path("<key:pk>/", received_invoice, name="invoice"),
    path("<key:pk>/traiter/", treat, name="treat"),
    path("<key:pk>/note/", note, name="note"),
    path("<key:pk>/message/", write_as_recipient, name="write"),
]
