import django.db.models.deletion
from django.db import migrations, models


def by(name: str, *fields: str, condition: models.Q | None = None) -> migrations.AddIndex:
    index = models.Index(fields=fields, name=name, condition=condition)
    return migrations.AddIndex(model_name="invoice", index=index)


class Migration(migrations.Migration):
    """What lists are sorted and searched by, each read where an index has it."""

    dependencies = [("invoices", "0009_payment_periods")]

    operations = [
        by("invoice_by_deposit", "recipient", "status", "deposited_at"),
        by("invoice_by_amount", "recipient", "status", "kind", "gross_total"),
        by("invoice_by_supplier", "recipient", "status", "supplier"),
        by("invoice_by_due", "recipient", "net_to_pay"),
        by("invoice_sent_lately", "supplier", "-deposited_at"),
        by("invoice_not_downloaded", "recipient", "status", condition=models.Q(downloaded=False)),
        by("invoice_assigned", "assignee", "status", condition=models.Q(assignee__isnull=False)),
        migrations.CreateModel(
            name="NumberPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="number_parts",
                        to="invoices.invoice",
                    ),
                ),
                ("text", models.BinaryField(max_length=80)),
            ],
            options={"indexes": [models.Index(fields=["text", "invoice"], name="number_part_text")]},
        ),
    ]
