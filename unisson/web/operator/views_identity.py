"""What a manager does with the identity of his structure, done by the operator: for all structures, with a reason."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from unisson.web.manager.identity import OPERATOR
from unisson.web.manager.views_identity import activity_by, register_by, renumber_by
from unisson.web.rights import operating as for_operators


@for_operators
@require_http_methods(["GET", "POST"])
def renumber(request: HttpRequest, pk: int) -> HttpResponse:
    """« Modifier l'identifiant »."""
    return renumber_by(request, pk, OPERATOR)


@for_operators
@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """« Désactiver », « Réactiver »."""
    return activity_by(request, pk, OPERATOR)


@for_operators
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """« Mettre à jour depuis le répertoire »."""
    return register_by(request, pk, OPERATOR)
