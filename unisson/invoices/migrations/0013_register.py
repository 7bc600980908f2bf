import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0012_pulse"),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="handed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "of",
                    models.CharField(
                        choices=[
                            ("DEPOT", "Deposit"),
                            ("CERTIFICAT", "Certificate"),
                            ("PDF_SCELLE", "Printed"),
                            ("STATUT", "Status"),
                            ("ACTION", "Action"),
                            ("MESSAGE", "Message"),
                            ("NOTE", "Note"),
                            ("PIECE", "Attachment"),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("serial", models.PositiveBigIntegerField(null=True, unique=True)),
                ("link", models.CharField(blank=True, db_default="", default="", max_length=64)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="invoices.invoice"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("serial", None)), fields=["id"], name="entry_to_number")],
                "constraints": [models.UniqueConstraint(fields=("of", "key"), name="entered_once")],
            },
        ),
    ]
