"""Routes of « Exploitation »."""

from django.urls import path

from . import views, views_decisions, views_identity, views_news, views_people, views_structures

urlpatterns = [
    path("", views.home, name="operator"),
    path("journal/", views.journal, name="operator-journal"),
    path("parametres/", views.parameters, name="operator-parameters"),
    path("utilisateurs/", views_people.people, name="operator-people"),
    path("utilisateurs/<int:pk>/", views_people.person, name="operator-person"),
    path("utilisateurs/<int:pk>/agir/", views_people.act_on, name="operator-person-act"),
    path("utilisateurs/<int:pk>/second-facteur/", views_people.means, name="operator-person-means"),
    path("utilisateurs/<int:pk>/clore/", views_people.end, name="operator-person-end"),
    path("activations/<int:pk>/", views_people.resend, name="operator-resend"),
    path("structures/", views_structures.structures, name="operator-structures"),
    path("structures/ajouter/", views_structures.add, name="operator-structure-add"),
    path("structures/<int:pk>/", views_structures.structure, name="operator-structure"),
    path("structures/<int:pk>/nommer/", views_structures.propose, name="operator-propose"),
    path("structures/<int:pk>/identifiant/", views_identity.renumber, name="operator-renumber"),
    path("structures/<int:pk>/activite/", views_identity.activity, name="operator-activity"),
    path("structures/<int:pk>/repertoire/", views_identity.register, name="operator-register"),
    path("nominations/", views_decisions.appointments, name="operator-appointments"),
    path("nominations/<int:pk>/", views_decisions.appointment, name="operator-appointment"),
    path("nominations/<int:pk>/piece/", views_decisions.appointment_document, name="operator-appointment-document"),
    path("successions/", views_decisions.successions, name="operator-successions"),
    path("successions/<int:pk>/", views_decisions.one_succession, name="operator-succession"),
    path("successions/<int:pk>/piece/", views_decisions.document, name="operator-document"),
    path("actualites/", views_news.news, name="operator-news"),
    path("actualites/creer/", views_news.publish, name="operator-news-add"),
    path("actualites/<int:pk>/", views_news.change, name="operator-news-change"),
    path("actualites/<int:pk>/retirer/", views_news.withdraw, name="operator-news-withdraw"),
]
