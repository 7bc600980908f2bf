from django.db import migrations, models


class Migration(migrations.Migration):
    """« Rechercher » of the recipient: newest deposit first, without reading all that it ever received."""

    dependencies = [("invoices", "0007_treatment")]

    operations = [
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["recipient", "-deposited_at"], name="invoice_received"),
        ),
    ]
