from django.db import migrations, models

WRITTEN = ("commitment", "contract", "original_number", "mandate_number")


def by(name: str, *fields: str, condition: models.Q | None = None) -> migrations.AddIndex:
    index = models.Index(fields=fields, name=f"invoice_{name}", condition=condition)
    return migrations.AddIndex(model_name="invoice", index=index)


class Migration(migrations.Migration):
    dependencies = [("invoices", "0017_fill_frozen_parameters")]

    operations = [
        by("sent_to", "supplier", "recipient"),
        by("sent_by_date", "supplier", "issue_date"),
        by("sent_by_amount", "supplier", "gross_total"),
        *(by(f"by_{column}", column, condition=~models.Q(**{column: ""})) for column in WRITTEN),
    ]
