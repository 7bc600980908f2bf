"""For supervisors, balancers and Prometheus. Plain answers without a session, a page or a word of any person."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from unisson.kernel.refusal import NotFound
from unisson.web.rights import public

from .measures import may_read, measures
from .readiness import readiness


@public
def health(request: HttpRequest) -> HttpResponse:
    """For the supervisor: 200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@public
def ready(request: HttpRequest) -> HttpResponse:
    """For the balancer: 200 when people may be sent here, else 503 and what is missing."""
    found = readiness()
    return JsonResponse(found, status=200 if found["ready"] else 503)


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with the token or from this machine; for others there is nothing here."""
    if not may_read(request):
        raise NotFound
    return HttpResponse(measures(), content_type=CONTENT_TYPE_LATEST)
