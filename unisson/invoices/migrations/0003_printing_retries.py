from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoices", "0002_append_only_history")]

    operations = [
        migrations.RemoveIndex(
            model_name="flow",
            name="flow_to_process",
        ),
        migrations.AddField(
            model_name="depositcertificate",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="depositcertificate",
            name="last_error",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="depositcertificate",
            name="next_try_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="flow",
            name="state",
            field=models.CharField(
                choices=[
                    ("IN_RECU", "Received"),
                    ("IN_BROUILLON", "Drafted"),
                    ("IN_INTEGRE", "Integrated"),
                    ("IN_REJETE", "Rejected"),
                    ("IN_INCIDENTE", "Failed"),
                ],
                default="IN_RECU",
                max_length=40,
            ),
        ),
        migrations.AddIndex(
            model_name="flow",
            index=models.Index(
                condition=models.Q(("state", "IN_RECU")), fields=["received_at"], name="flow_to_process"
            ),
        ),
    ]
