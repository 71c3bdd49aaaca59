"""The words by which people, topics and branches are found, for those that are there already."""

from itertools import batched
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from broadsheet.newsroom.names import words_of


def keep_words(apps: Any, _editor: Any) -> None:
    word = apps.get_model("newsroom", "SubjectWord")
    for kind in ("PersonPage", "TopicPage", "BranchPage"):
        for pages in batched(apps.get_model("newsroom", kind).objects.iterator(), 500):
            word.objects.bulk_create(
                word(page_id=page.pk, word=each)
                for page in pages
                for each in sorted(words_of(page.title, page.draft_title))
            )


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0013_reason_of_removal'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SubjectWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(db_index=True, max_length=64)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
        ),
        migrations.RunPython(keep_words, migrations.RunPython.noop),
    ]
