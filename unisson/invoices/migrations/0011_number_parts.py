"""The parts of the numbers of invoices that were sent before lists were searched by them."""

from django.db import migrations

_BATCH = 1000


def fill(apps, schema_editor):
    invoices, parts = apps.get_model("invoices", "Invoice").objects, apps.get_model("invoices", "NumberPart")
    waiting = invoices.filter(deposited_at__isnull=False, number_parts=None).exclude(number_key="")
    while numbers := list(waiting.values_list("pk", "number_key")[:_BATCH]):
        parts.objects.bulk_create(
            parts(invoice_id=pk, text=key[start:].encode()) for pk, key in numbers for start in range(len(key))
        )


class Migration(migrations.Migration):
    dependencies = [("invoices", "0010_lists")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
