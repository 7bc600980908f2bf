from django.db import migrations, models


class Migration(migrations.Migration):
    """The register of deposits (ADR 13). The worker enters the certificates that were there before it."""

    dependencies = [("invoices", "0012_pulse")]

    operations = [
        migrations.AddField(
            model_name="depositcertificate",
            name="link",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="depositcertificate",
            name="serial",
            field=models.PositiveBigIntegerField(null=True, unique=True),
        ),
        migrations.AddIndex(
            model_name="depositcertificate",
            index=models.Index(condition=models.Q(("serial", None)), fields=["issued_at"], name="certificate_to_enter"),
        ),
    ]
