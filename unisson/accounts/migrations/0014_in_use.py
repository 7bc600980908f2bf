from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0013_leftover_addresses")]

    operations: ClassVar = [
        migrations.AddField("user", "structure_in_use", models.BigIntegerField(null=True)),
        migrations.AddField("user", "service_in_use", models.BigIntegerField(null=True)),
    ]
