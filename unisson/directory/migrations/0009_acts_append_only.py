from django.db import migrations

from unisson.directory import append_only


def install(apps, editor):
    append_only.install(editor.connection)


def remove(apps, editor):
    append_only.remove(editor.connection)


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_fiche_structure")]
    operations = [migrations.RunPython(install, remove)]
