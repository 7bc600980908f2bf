import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, OuterRef, Subquery


def tell(apps, editor):
    """Messages about an invoice that never left its recipient were with it; the others stay with the supplier."""
    message, change, invoice = (apps.get_model("invoices", name) for name in ("Message", "StatusChange", "Invoice"))
    moved = change.objects.filter(invoice=OuterRef("invoice_id"), values__has_key="siret_to")
    its = invoice.objects.filter(pk=OuterRef("invoice_id")).values("recipient_id")[:1]
    message.objects.filter(~Exists(moved), recipient=None).update(recipient_id=Subquery(its))


class Migration(migrations.Migration):
    """Who had the invoice when a message was written."""

    dependencies = [
        ("directory", "0005_agreements"),
        ("invoices", "0013_register"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="recipient",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.structure"
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
