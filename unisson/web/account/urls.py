"""Routes of signing in and of « Mon compte »."""

from django.urls import path

from . import (
    views,
    views_address,
    views_factors,
    views_mail,
    views_password,
    views_second,
    views_security,
    views_signup,
)

urlpatterns = [
    path("connexion/", views.sign_in, name="sign-in"),
    path("connexion/second-facteur/", views_second.second_factor, name="second-factor"),
    path("connexion/cle/", views_second.by_key, name="key-sign-in"),
    path("deconnexion/", views.sign_out, name="sign-out"),
    path("inscription/", views_signup.sign_up, name="sign-up"),
    path("inscription/structure/", views_signup.structure, name="sign-up-structure"),
    path("inscription/informations/", views_signup.person, name="sign-up-person"),
    path("inscription/espaces/", views_signup.spaces, name="sign-up-spaces"),
    path("activation/", views_signup.send_again, name="activation-again"),
    path("activation/<str:token>/", views_signup.activate, name="activation"),
    path("langue/", views.choose_language, name="set_language"),
    path("mot-de-passe/", views_password.ask, name="password-reset"),
    path("mot-de-passe/complexite/", views_password.strength, name="password-strength"),
    path("mot-de-passe/<str:person>/<str:token>/", views_password.choose, name="password-choose"),
    path("mon-compte/", views.account, name="account"),
    path("mon-compte/securite/", views_security.security, name="security"),
    path("mon-compte/securite/application/", views_factors.add_app, name="app-add"),
    path("mon-compte/securite/cle/", views_factors.add_key, name="key-add"),
    path("mon-compte/securite/moyens/<int:pk>/", views_factors.remove, name="factor-remove"),
    path("mon-compte/securite/codes/", views_factors.renew_codes, name="codes-renew"),
    path("mon-compte/securite/sessions/autres/", views_security.end_other_sessions, name="sessions-end"),
    path("mon-compte/securite/sessions/<int:pk>/", views_security.end_session, name="session-end"),
    path("mon-compte/securite/question/", views_password.secret_question, name="secret-question"),
    path("mon-compte/adresse/", views_address.change, name="address-change"),
    path("mon-compte/desactiver/", views_address.close, name="account-close"),
    path("compte-desactive/", views_address.closed, name="account-closed"),
    path("adresse/retour/<str:token>/", views_address.undo, name="address-undo"),
    path("adresse/<str:token>/", views_address.confirm, name="address-confirm"),
    path("mon-compte/courriels/", views_mail.choose, name="mail-choose"),
    path("courriels/<str:token>/", views_mail.leave, name="mail-leave"),
    path("mon-compte/mot-de-passe/", views_password.change, name="password-change"),
]
