"""What is to be taken down at a moment is found without looking at every page; Wagtail's own table has no index for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_fronts"), ("wagtailcore", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX newsroom_page_expires ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
            "DROP INDEX newsroom_page_expires",
        )
    ]
