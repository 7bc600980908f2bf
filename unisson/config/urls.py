"""Routes: one include per espace. Every view declares who may open it (`web.rights`)."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("unisson.web.home.urls")),
    path("", include("unisson.web.account.urls")),
    path("", include("unisson.web.open.urls")),
    path("", include("unisson.web.directory.urls")),
    path("factures-emises/", include("unisson.web.issued.urls")),
    path("factures-recues/", include("unisson.web.received.urls")),
    path("raccordement/", include("unisson.web.connections.urls")),
    path("suivi-des-flux/", include("unisson.web.flows.urls")),
    path("gestionnaire/", include("unisson.web.manager.urls")),
    path("exploitant/", include("unisson.web.operator.urls")),
    path("recherches/", include("unisson.web.finding.urls")),
    path("", include("unisson.api.urls")),
    path("documents/", include("unisson.web.documents.urls")),
]

handler400 = "unisson.web.failures.bad_request"
handler404 = "unisson.web.failures.not_found"
handler500 = "unisson.web.failures.fault"
