from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoices", "0003_printing_retries")]

    operations = [
        migrations.AddField(
            model_name="flow",
            name="rule_versions",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="invoice",
            name="rule_versions",
            field=models.JSONField(default=dict),
        ),
    ]
