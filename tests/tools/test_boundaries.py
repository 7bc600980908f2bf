from pathlib import Path

import pytest

from tools.boundaries import faults

IN_VIEWS = "unisson/web/issued/views.py"
IN_CORE = "unisson/invoices/deposit.py"


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (IN_CORE, "invoice.status = 'REJETEE'"),
        (IN_CORE, "a, invoice.status = 1, 2"),
        (IN_CORE, "Invoice.objects.filter(pk=1).update(status='REJETEE')"),
        (IN_CORE, "Invoice(status='DEPOSEE')"),
        (IN_CORE, "from unisson.directory.models import Structure\nStructure.objects.create()"),
        (IN_CORE, "from unisson.directory.models import Structure\nStructure(name='x').save()"),
        (IN_CORE, "from django.dispatch import receiver"),
        (IN_VIEWS, "from unisson.invoices.models import Invoice\nInvoice.objects.filter(pk=1).delete()"),
        (IN_VIEWS, "form.save()"),
    ],
)
def test_a_broken_boundary_is_found(path: str, source: str) -> None:
    assert len(list(faults(Path(path), source))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("unisson/invoices/lifecycle.py", "invoice.status = 'REJETEE'"),
        (IN_CORE, "from .models import Flow\nFlow.objects.create(number='1')"),
        (IN_CORE, "from unisson.directory.models import Structure\nStructure.objects.filter(pk=1).first()"),
        (IN_VIEWS, "JsonResponse({}, status=404)"),
        (IN_VIEWS, "from unisson.invoices import drafts\ndrafts.save(request.user)"),
        (IN_VIEWS, "request.session.save()"),
        (IN_VIEWS, "values.update(page=1)"),
    ],
)
def test_what_the_design_allows_passes(path: str, source: str) -> None:
    assert list(faults(Path(path), source)) == []
