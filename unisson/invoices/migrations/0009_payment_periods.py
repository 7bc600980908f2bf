"""The running payment period of invoices that were there before it was kept on the row."""

from django.db import migrations
from django.db.models import Prefetch

from unisson.invoices.payment import course


def fill(apps, schema_editor):
    invoices, changes = (
        apps.get_model("invoices", "Invoice").objects,
        apps.get_model("invoices", "StatusChange").objects,
    )
    history = Prefetch("history", changes.order_by("sequence"))
    waiting = invoices.filter(available_at__isnull=False, pay_by=None, recipient__isnull=False)
    for invoice in waiting.select_related("recipient").prefetch_related(history).iterator(chunk_size=500):
        now = course(invoice.history.all(), buyer=invoice.recipient.buyer, kind=invoice.kind)
        if now.last:
            invoices.filter(pk=invoice.pk).update(pay_from=now.start, pay_by=now.last)


class Migration(migrations.Migration):
    dependencies = [("invoices", "0008_index_of_received"), ("directory", "__first__")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
