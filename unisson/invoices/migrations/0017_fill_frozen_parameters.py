"""What the recipients of invoices that were there before say of payments, as if they had said it at the deposit."""

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery


def fill(apps, schema_editor):
    invoices, structures, services = (
        apps.get_model("invoices", "Invoice").objects,
        apps.get_model("directory", "Structure").objects,
        apps.get_model("directory", "Service").objects,
    )
    sent = invoices.filter(deposited_at__isnull=False, recipient__isnull=False)
    recipients = structures.filter(pk=OuterRef("recipient"))
    sent.filter(buyer="").update(buyer=Subquery(recipients.values("buyer")[:1]))
    silent = structures.filter(payment_not_reported=True).values("pk")
    too = services.filter(payment_not_reported=True).values("pk")
    sent.filter(Q(recipient__in=silent) | Q(recipient_service__in=too)).update(payment_unreported=True)


class Migration(migrations.Migration):
    dependencies = [("invoices", "0016_frozen_parameters")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
