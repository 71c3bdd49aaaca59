from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ("newsroom", "0016_readers_comments"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="readerscomment",
            name="name_removed",
            field=models.BooleanField(default=False),
        ),
    ]
