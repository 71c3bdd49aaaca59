"""What is kept about accounts and logging in tells as little as can be, and for as short as can be."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import SecretUnreadableError
from broadsheet.newsroom.accounts.codes import code_at
from broadsheet.newsroom.accounts.factor import forget_factors, recovery_codes, set_up_app
from broadsheet.newsroom.accounts.forgetting import forget_accounts
from broadsheet.newsroom.accounts.secrets import decrypted, encrypted, hashed_address
from broadsheet.newsroom.actions.accounts import ChangeRoles, CloseAccount, InviteAccount, ResetFactor
from broadsheet.newsroom.models import ArticlePage, PaperSettings
from broadsheet.newsroom.roles import MACHINE_OWNER, Role
from tests.newsroom.making import story
from tests.newsroom.people import account
from tests.newsroom.signing_in import HOST, PASSWORD, NewsroomClient

pytestmark = pytest.mark.django_db
WRONG = "not the password"


@pytest.fixture
def editor() -> Any:
    """The administrator of the tests' paper, without a second factor yet."""
    found = get_user_model().objects.get(username="editor")
    forget_factors(found)
    return found


# --- Limits ----------------------------------------------------------------------------------------------------------


def _try(name: str, address: str, password: str = WRONG) -> str:
    browser = NewsroomClient(headers={"host": HOST, "x-forwarded-for": address})
    return browser.post("/newsroom/login/", {"login": name, "password": password}).content.decode()


@pytest.mark.parametrize("name", ["editor", "nobody by that name"])
def test_after_five_wrong_passwords_an_account_rests_whether_it_exists_or_not(name: str, editor: Any) -> None:
    set_up_app(editor)
    answers = [_try(name, f"198.51.{number}.7") for number in range(6)]
    assert ["Too many attempts" in answer for answer in answers] == [False] * 5 + [True]
    assert all("Name or password is not right" in answer for answer in answers[:5])
    assert "Too many attempts" in _try(name, "203.0.113.9", PASSWORD)


def test_after_twenty_wrong_passwords_a_household_rests(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # twenty slow ones take half a minute
    answers = [_try(f"name {number}", f"198.51.100.{number}") for number in range(21)]
    assert ["Too many attempts" in answer for answer in answers] == [False] * 20 + [True]


def test_codes_are_limited_too(client: NewsroomClient, editor: Any) -> None:
    set_up_app(editor)
    client.post("/newsroom/login/", {"login": "editor", "password": PASSWORD})
    answers = [
        client.post("/newsroom/account/factor/authenticate/", {"code": "000000"}).content.decode() for _ in range(6)
    ]
    assert "Too many attempts" in answers[-1]


@given(st.ip_addresses(), st.ip_addresses())
def test_an_address_is_kept_as_a_hash_of_its_first_part(one: Any, other: Any) -> None:
    bits = {4: 24, 6: 56}
    same = one.version == other.version and int(one) >> (one.max_prefixlen - bits[one.version]) == int(other) >> (
        other.max_prefixlen - bits[other.version]
    )
    assert (hashed_address(str(one)) == hashed_address(str(other))) == same
    assert str(one) not in hashed_address(str(one))


# --- What is stored --------------------------------------------------------------------------------------------------


@given(st.text())
def test_what_is_encrypted_comes_back_and_cannot_be_read(secret: str) -> None:
    assert decrypted(encrypted(secret)) == secret
    assert len(secret) < 8 or secret not in encrypted(secret)


def test_secrets_lie_encrypted_in_the_database_and_need_the_papers_key(editor: Any, settings: Any) -> None:
    secret = set_up_app(editor)
    stored = "".join(str(data) for data in Authenticator.objects.filter(user=editor).values_list("data", flat=True))
    assert secret not in stored
    assert not any(code in stored for code in recovery_codes(editor))
    kept = encrypted(secret)
    settings.SECRET_KEY = "another paper's key"
    with pytest.raises(SecretUnreadableError, match=r"reset-factor"):
        decrypted(kept)


def test_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, the last six of eight digits.
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    moments = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {moment: code_at(secret, moment) for moment in moments} == moments


# --- Histories forget ------------------------------------------------------------------------------------------------


def test_histories_forget_who_did_it_after_the_papers_days(editor: Any) -> None:
    from wagtail.models import PageLogEntry

    settings = PaperSettings.load()
    settings.forget_accounts_after = 30
    settings.save()
    page = story("An old tale", owner=editor)
    revision = page.save_revision(user=editor, log_action=True)
    assert PageLogEntry.objects.filter(page=page.pk, user=editor).exists()
    now = datetime.now(UTC)
    forget_accounts(now + timedelta(days=29))
    revision.refresh_from_db()
    assert revision.user == editor
    entries = PageLogEntry.objects.filter(page=page.pk).count()
    assert forget_accounts(now + timedelta(days=31)) > 0
    revision.refresh_from_db()
    assert revision.user is None
    assert ArticlePage.objects.get(pk=page.pk).owner is None
    assert not PageLogEntry.objects.filter(page=page.pk, user__isnull=False).exists()
    assert PageLogEntry.objects.filter(page=page.pk).count() == entries
    assert forget_accounts(now + timedelta(days=31)) == 0


def test_a_persons_page_leads_to_no_account() -> None:
    from broadsheet.newsroom.models import Byline, PersonPage

    users = get_user_model()
    for model in (PersonPage, Byline):
        own = [field for field in model._meta.get_fields() if field.related_model is users and field.model is model]
        assert not own


def test_what_is_done_to_accounts_is_told_on_the_screen_and_forgotten_after_the_papers_days() -> None:
    from wagtail.models import ModelLogEntry

    administrator = account(Role.ADMINISTRATOR, "Ada")
    InviteAccount(name="Gull", roles=(Role.WRITER,)).execute(administrator)
    gull = get_user_model().objects.get(username="Gull")
    ChangeRoles(account=gull, roles=(Role.EDITOR, Role.TREASURER)).execute(administrator)
    ResetFactor(account=gull).execute(MACHINE_OWNER)
    CloseAccount(account=gull).execute(administrator)
    browser = NewsroomClient()
    browser.force_login(administrator)
    shown = " ".join(browser.get("/newsroom/people/").content.decode().split())
    told = ["Account closed", "New password and second factor", "Roles changed", "Invited"]
    assert [shown.index(f"<strong>Gull</strong> {each}") for each in told] == sorted(
        shown.index(f"<strong>Gull</strong> {each}") for each in told
    )
    assert "Roles changed: Editor, Treasurer" in shown
    assert shown.count("by Ada") == 3
    assert "at the machine itself" in shown
    days = PaperSettings.load().forget_accounts_after
    forget_accounts(datetime.now(UTC) + timedelta(days=days + 1))
    assert not ModelLogEntry.objects.filter(content_type__app_label="auth").exists()
    assert "What was done" not in browser.get("/newsroom/people/").content.decode()
