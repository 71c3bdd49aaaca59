"""A wrong address is answered in the newsroom's own words, with ways that are certain."""

import pytest

from broadsheet.newsroom.roles import Role
from tests.newsroom.signing_in import browser_of

pytestmark = pytest.mark.django_db


def test_a_wrong_address_leads_on() -> None:
    answer = browser_of(Role.WRITER).get("/newsroom/nothing/here/")
    said = answer.content.decode()
    assert answer.status_code == 404
    assert "Nothing is here" in said
    assert "Wagtail" not in said
    assert 'id="main"' in said
    assert "/newsroom/bin/" in said
