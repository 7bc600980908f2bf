"""Routes of the pages that need no account."""

from django.urls import path

from unisson.web import gallery
from unisson.web.rights import public

from . import views, views_developers, views_health, views_legible, views_mailbox

urlpatterns = [
    path("aide/", views.help_page, name="help"),
    path("aide/etats/", views.states, name="states"),
    path("regles/", views.rules, name="rules"),
    path("regles/<str:code>/", views.rule, name="rule"),
    path("verifier/", views.verify, name="verify"),
    path("developpeurs/", views_developers.developers, name="developers"),
    path("lisible/", views_legible.legible, name="legible"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("conditions/", views.terms, name="terms"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("boite-aux-lettres/", views_mailbox.mailbox, name="mailbox"),
    path("boite-aux-lettres/<key:pk>/", views_mailbox.mail, name="mail"),
    path("boite-aux-lettres/<key:pk>/html/", views_mailbox.mail_html, name="mail-html"),
    path("composants/", public(gallery.show), name="gallery"),
    path("sante/", views_health.health, name="health"),
    path("sante/pret/", views_health.ready, name="ready"),
    path("metrics", views_health.metrics, name="metrics"),
]
