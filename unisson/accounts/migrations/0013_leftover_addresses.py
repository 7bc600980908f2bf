from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0012_proven_contact")]

    operations: ClassVar = [migrations.RenameField(model_name="leftover", old_name="words", new_name="addresses")]
