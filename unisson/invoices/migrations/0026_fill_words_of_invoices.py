"""The words of invoices that were sent before lists were searched by them."""

from django.db import migrations

from unisson.directory.search import fold

_BATCH = 1000


def fill(apps, schema_editor):
    invoices, words = apps.get_model("invoices", "Invoice").objects, apps.get_model("invoices", "InvoiceWord")
    waiting = invoices.filter(deposited_at__isnull=False, recipient__isnull=False).order_by("pk")
    columns = ("pk", "supplier_id", "recipient_id", "comment", "file_name")
    after = 0
    while rows := list(waiting.filter(pk__gt=after).values_list(*columns)[:_BATCH]):
        after = rows[-1][0]
        known = set(words.objects.filter(invoice__in=[row[0] for row in rows]).values_list("invoice", flat=True))
        words.objects.bulk_create(
            words(invoice_id=pk, supplier_id=supplier, recipient_id=recipient, text=word[:40].encode())
            for pk, supplier, recipient, comment, name in rows
            if pk not in known
            for word in list(dict.fromkeys(fold(f"{comment} {name}").split()))[:60]
        )


class Migration(migrations.Migration):
    dependencies = [("invoices", "0025_words_of_invoices")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
