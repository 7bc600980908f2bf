"""The routes that the shell names, so that components are tested apart from the pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from unisson.web.rights import public


@public
def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", nothing, name="home"),
    path("connexion/", nothing, name="sign-in"),
    path("deconnexion/", nothing, name="sign-out"),
    path("structure/", nothing, name="choose-structure"),
    path("regles/", nothing, name="rules"),
    path("regles/<str:code>/", nothing, name="rule"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("unisson.web.gallery")),
]
