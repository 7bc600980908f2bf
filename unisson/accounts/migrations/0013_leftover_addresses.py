from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The column keeps its name: the code before this one still serves meanwhile (ADR 12)."""

    dependencies: ClassVar = [("accounts", "0012_proven_contact")]

    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField(model_name="leftover", old_name="words", new_name="addresses"),
                migrations.AlterField("leftover", "addresses", models.JSONField(db_column="words")),
            ]
        )
    ]
