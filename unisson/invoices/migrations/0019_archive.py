from django.db import migrations, models

AT_REST = ("MISE_EN_PAIEMENT", "REJETEE", "MANDATEE", "MISE_A_DISPOSITION_COMPTABLE", "COMPTABILISEE")


class Migration(migrations.Migration):
    dependencies = [("invoices", "0018_further_criteria")]

    operations = [
        migrations.AddField("invoice", "archived_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "invoice",
            models.Index(
                fields=["status_since"],
                condition=models.Q(status__in=AT_REST, archived_at=None),
                name="invoice_to_archive",
            ),
        ),
        migrations.CreateModel(
            name="ArchiveCheck",
            fields=[
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="invoices.invoice",
                    ),
                ),
                ("checked_at", models.DateTimeField(db_index=True)),
                ("sound", models.BooleanField()),
            ],
        ),
    ]
