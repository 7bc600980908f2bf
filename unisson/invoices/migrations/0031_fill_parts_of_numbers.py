"""The parts of the numbers of invoices that were sent before their words held them."""

from django.db import migrations

_BATCH = 1000


def fill(apps, schema_editor):
    invoices, words = apps.get_model("invoices", "Invoice").objects, apps.get_model("invoices", "InvoiceWord")
    waiting = invoices.filter(deposited_at__isnull=False, recipient__isnull=False).order_by("pk")
    columns = ("pk", "supplier_id", "recipient_id", "number_key")
    after = 0
    while rows := list(waiting.filter(pk__gt=after).values_list(*columns)[:_BATCH]):
        after = rows[-1][0]
        there = words.objects.filter(invoice__in=[row[0] for row in rows]).values_list("invoice", "text")
        known = {(invoice, bytes(text)) for invoice, text in there}
        words.objects.bulk_create(
            words(invoice_id=pk, supplier_id=supplier, recipient_id=recipient, text=text)
            for pk, supplier, recipient, number in rows
            for text in dict.fromkeys(f"#{number[start:]}".encode() for start in range(len(number)))
            if (pk, text) not in known
        )


class Migration(migrations.Migration):
    dependencies = [("invoices", "0030_searches_by_index")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
