from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("notices", "0003_news_dates")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="email",
            name="people",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        )
    ]
