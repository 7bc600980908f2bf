from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("directory", "0019_declined_proposals")]

    operations: ClassVar = [
        migrations.AddField(model_name="signup", name="terms_words", field=models.JSONField(null=True))
    ]
