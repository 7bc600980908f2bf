"""Routes of « Exploitation »."""

from django.urls import path

from . import views, views_decisions, views_identity, views_news, views_people, views_structures

urlpatterns = [
    path("", views.home, name="operator"),
    path("journal/", views.journal, name="operator-journal"),
    path("parametres/", views.parameters, name="operator-parameters"),
    path("utilisateurs/", views_people.people, name="operator-people"),
    path("utilisateurs/<key:pk>/", views_people.person, name="operator-person"),
    path("utilisateurs/<key:pk>/agir/", views_people.act_on, name="operator-person-act"),
    path("utilisateurs/<key:pk>/second-facteur/", views_people.means, name="operator-person-means"),
    path("utilisateurs/<key:pk>/clore/", views_people.end, name="operator-person-end"),
    path("activations/<key:pk>/", views_people.resend, name="operator-resend"),
    path("structures/", views_structures.structures, name="operator-structures"),
    path("structures/ajouter/", views_structures.add, name="operator-structure-add"),
    path("structures/<key:pk>/", views_structures.structure, name="operator-structure"),
    path("structures/<key:pk>/nommer/", views_structures.propose, name="operator-propose"),
    path("structures/<key:pk>/identifiant/", views_identity.renumber, name="operator-renumber"),
    path("structures/<key:pk>/activite/", views_identity.activity, name="operator-activity"),
    path("structures/<key:pk>/repertoire/", views_identity.register, name="operator-register"),
    path("nominations/", views_decisions.appointments, name="operator-appointments"),
    path("nominations/<key:pk>/", views_decisions.appointment, name="operator-appointment"),
    path("nominations/<key:pk>/piece/", views_decisions.appointment_document, name="operator-appointment-document"),
    path("successions/", views_decisions.successions, name="operator-successions"),
    path("successions/<key:pk>/", views_decisions.one_succession, name="operator-succession"),
    path("successions/<key:pk>/piece/", views_decisions.document, name="operator-document"),
    path("actualites/", views_news.news, name="operator-news"),
    path("actualites/creer/", views_news.publish, name="operator-news-add"),
    path("actualites/<key:pk>/", views_news.change, name="operator-news-change"),
    path("actualites/<key:pk>/retirer/", views_news.withdraw, name="operator-news-withdraw"),
]
