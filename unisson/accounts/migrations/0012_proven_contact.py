from django.db import migrations, models
from django.db.models import F


def what_was_there_is_proven(apps, schema_editor):
    """Notices went there until now: they go on."""
    apps.get_model("accounts", "User").objects.exclude(contact_email="").update(proven_email=F("contact_email"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_locks_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="proven_email",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
        migrations.RunPython(what_was_there_is_proven, migrations.RunPython.noop),
    ]
