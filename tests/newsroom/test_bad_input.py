"""Bad input in the newsroom: what is deleted under a plan, and an upload for which there is no room."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from broadsheet.edition.records import Issue
from broadsheet.edition.store import Edition
from broadsheet.newsroom.compose import compose
from broadsheet.newsroom.intake import take_in
from broadsheet.newsroom.models import ArticlePage, BroadImage, OutboxRow
from tests.machine.small_disk import Ballast
from tests.newsroom.generated_lines import noise
from tests.newsroom.importing import article, issue, paper
from tests.newsroom.signing_in import NewsroomClient

pytestmark = pytest.mark.django_db


def test_an_article_deleted_under_an_issues_plan_leaves_the_rest_of_the_issue(edition_file: Path) -> None:
    take_in(paper(article(1, issue="issue/3"), article(2, issue="issue/3"), issues=(issue(3),)))
    compose()
    deleted, kept = ArticlePage.objects.order_by("path")
    kept_id = kept.permanent_id
    deleted.delete()
    assert compose().refusals == ()
    assert not OutboxRow.objects.exists()
    with Edition.open(edition_file) as edition:
        (name,) = edition.ids("issue")
        record = edition.read(name)
        assert isinstance(record, Issue)
        assert [place.article for section in record.sections for place in section.placements] == [kept_id]


def test_an_upload_without_room_says_so_and_leaves_nothing_by_halves(
    disk: Path, settings: Any, django_user_model: Any
) -> None:
    settings.MEDIA_ROOT = str(disk)
    settings.FILE_UPLOAD_TEMP_DIR = None
    client = NewsroomClient(raise_request_exception=False)
    client.force_login(django_user_model.objects.get(username="editor"))
    ballast = Ballast(disk)
    ballast.leave(100)

    def upload() -> Any:
        picture = SimpleUploadedFile("crane.png", noise(400), "image/png")
        fields = {"title": "Crane", "file": picture, "collection": "1", "rights": "staff"}
        return client.post("/newsroom/images/add/", fields, secure=True)

    answer = upload()
    assert answer.status_code == 507, answer.context["form"].errors
    assert "no room left" in answer.content.decode()
    assert "free some space" in answer.content.decode()
    assert not BroadImage.objects.exists()
    assert [path.name for path in disk.rglob("*") if path.is_file()] == ["ballast"]
    ballast.go()
    assert upload().status_code == 302
    assert BroadImage.objects.get().title == "Crane"
