from django.db import migrations

from unisson.invoices.register import append_only


def install(apps, editor):
    append_only.install(editor.connection)


def remove(apps, editor):
    append_only.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("invoices", "0001_first")]
    operations = [migrations.RunPython(install, remove)]
