import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_demands_of_pending"),
        ("files", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(choices=[("CONDITIONS", "CONDITIONS"), ("MANDAT", "MANDAT")], max_length=12),
                ),
                ("version", models.CharField(max_length=20)),
                ("words", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("who", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("next_try_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "structure",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.structure",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("pdf", None)), fields=["id"], name="agreement_to_print")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("subject", "MANDAT")),
                        fields=("structure",),
                        name="one_mandate_in_force",
                    )
                ],
            },
        ),
    ]
