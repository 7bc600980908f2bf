"""Routes of signing in and of « Mon compte »."""

from django.urls import path

from . import (
    views,
    views_agreements,
    views_attachments,
    views_mail,
    views_password,
    views_signup,
    views_succession,
)

urlpatterns = [
    path("connexion/", views.sign_in, name="sign-in"),
    path("deconnexion/", views.sign_out, name="sign-out"),
    path("inscription/", views_signup.sign_up, name="sign-up"),
    path("inscription/structure/", views_signup.structure, name="sign-up-structure"),
    path("inscription/informations/", views_signup.person, name="sign-up-person"),
    path("inscription/espaces/", views_signup.spaces, name="sign-up-spaces"),
    path("activation/", views_signup.send_again, name="activation-again"),
    path("activation/<str:token>/", views_signup.activate, name="activation"),
    path("langue/", views.choose_language, name="set_language"),
    path("mot-de-passe/", views_password.ask, name="password-reset"),
    path("mot-de-passe/<str:person>/<str:token>/", views_password.choose, name="password-choose"),
    path("mon-compte/", views.account, name="account"),
    path("mon-compte/accords/", views_agreements.agreements_page, name="agreements"),
    path("mon-compte/accords/mandat/<int:pk>/", views_agreements.mandate, name="mandate"),
    path("mon-compte/accords/mandat/<int:pk>/fin/", views_agreements.end, name="mandate-end"),
    path("mon-compte/accords/<int:pk>/pdf/", views_agreements.pdf, name="agreement-pdf"),
    path("mon-compte/courriels/", views_mail.choose, name="mail-choose"),
    path("courriels/<str:token>/", views_mail.leave, name="mail-leave"),
    path("mon-compte/rattachements/", views_attachments.attachments, name="account-attachments"),
    path("mon-compte/rattachements/demander/", views_attachments.ask, name="account-ask"),
    path("mon-compte/rattachements/<int:pk>/espaces/", views_attachments.ask_spaces, name="account-spaces"),
    path("mon-compte/rattachements/<int:pk>/quitter/", views_attachments.leave, name="account-leave"),
    path("mon-compte/demandes/<int:pk>/retirer/", views_attachments.withdraw, name="account-withdraw"),
    path("mon-compte/transmissions/<int:pk>/", views_attachments.answer, name="account-handover"),
    path("mon-compte/succession/", views_succession.ask, name="account-succession"),
    path("mon-compte/mot-de-passe/", views_password.change, name="password-change"),
]
