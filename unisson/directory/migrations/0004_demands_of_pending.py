"""Attachments that wait when this version comes have their request as a row of its own: their managers decide it."""

from django.db import migrations


def write_demands(apps, schema_editor):
    Membership = apps.get_model("directory", "Membership")
    Demand = apps.get_model("directory", "Demand")
    waiting = Membership.objects.filter(state="EN_COURS_DE_VALIDATION").prefetch_related("grants")
    for one in waiting.iterator(chunk_size=500):
        Demand.objects.create(
            kind="RATTACHEMENT",
            user_id=one.user_id,
            structure_id=one.structure_id,
            wanted=[[grant.space, grant.level, grant.service_id] for grant in one.grants.all()],
            asked_at=one.since,
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_people_in_charge")]

    operations = [migrations.RunPython(write_demands, migrations.RunPython.noop)]
