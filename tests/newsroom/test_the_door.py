"""Nobody enters on a password alone, by whatever way; and what is kept about logging in tells nobody anything."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.urls import URLPattern, URLResolver, get_resolver

from broadsheet.errors import ActionRefusedError
from broadsheet.newsroom.accounts.codes import code_at
from broadsheet.newsroom.accounts.factor import forget_factors, has_factor, recovery_codes, set_up_app
from broadsheet.newsroom.accounts.invitations import invitation_link
from broadsheet.newsroom.actions.accounts import ChangeRoles, CloseAccount, InviteAccount, ResetFactor
from broadsheet.newsroom.models import DemonstrationAccount, Reach
from broadsheet.newsroom.roles import MACHINE_OWNER, Role
from tests.newsroom.making import section
from tests.newsroom.people import account
from tests.newsroom.signing_in import HOST, PASSWORD, NewsroomClient, browser_of, log_in

pytestmark = pytest.mark.django_db
INSIDE = "/newsroom/stories/"
WRONG = "not the password"


@pytest.fixture
def editor() -> Any:
    """The administrator of the tests' paper, without a second factor yet."""
    found = get_user_model().objects.get(username="editor")
    forget_factors(found)
    return found


def _is_inside(client: NewsroomClient) -> bool:
    return client.get(INSIDE).status_code == 200


# --- Ways in ---------------------------------------------------------------------------------------------------------


def test_name_password_and_code_open_the_newsroom(client: NewsroomClient, editor: Any) -> None:
    secret = set_up_app(editor)
    answer = log_in(client, "editor", PASSWORD, secret)
    assert answer["Location"] == "/newsroom/"
    assert _is_inside(client)
    cookie = client.cookies["broadsheet_session"]
    assert [cookie[each] for each in ("secure", "httponly", "max-age", "path")] == [True, True, 43_200, "/newsroom/"]


def test_a_recovery_code_opens_it_once(client: NewsroomClient, editor: Any) -> None:
    set_up_app(editor)
    code = recovery_codes(editor)[3]
    for opens in (True, False):
        browser = NewsroomClient()
        browser.post("/newsroom/login/", {"login": "editor", "password": PASSWORD})
        browser.post("/newsroom/account/factor/authenticate/", {"code": code})
        assert _is_inside(browser) == opens


def test_a_code_already_used_opens_nothing(editor: Any) -> None:
    code = code_at(set_up_app(editor), time.time())
    for opens in (True, False):
        browser = NewsroomClient()
        browser.post("/newsroom/login/", {"login": "editor", "password": PASSWORD})
        browser.post("/newsroom/account/factor/authenticate/", {"code": code})
        assert _is_inside(browser) == opens


CREDENTIALS = {
    "login": "editor",
    "username": "editor",
    "password": PASSWORD,
    "oldpassword": PASSWORD,
    "password1": PASSWORD,
    "password2": PASSWORD,
    "new_password1": PASSWORD,
    "new_password2": PASSWORD,
    "email": "editor@quay.example",
    "next": INSIDE,
    "code": "000000",
}


def _every_address() -> list[str]:
    """Every address of the newsroom, its parts that vary filled with something plausible."""
    found: list[str] = []

    def walk(patterns: Any, before: str) -> None:
        for each in patterns:
            here = before + _filled(str(each.pattern))
            if isinstance(each, URLResolver):
                walk(each.url_patterns, here)
            elif isinstance(each, URLPattern):
                found.append("/" + here)

    walk(get_resolver().url_patterns, "")
    return sorted(set(found))


def _filled(pattern: str) -> str:
    import re

    plain = re.sub(r"<(?:int:)?\w*(?:id|pk)\w*>|<int:\w+>", "1", pattern)
    plain = re.sub(r"\(\?P<path>[^)]*\)", "x", plain)
    return re.sub(r"<[^>]*>", "x", plain).replace("^", "").replace("$", "").replace("(?:users|groups)", "users")


def test_no_address_that_takes_a_password_lets_in_without_the_factor(editor: Any) -> None:
    set_up_app(editor)
    addresses = [*_every_address(), "/newsroom/account/login/", "/admin/login/", "/accounts/login/", "/login/"]
    assert "/newsroom/login/" in addresses
    assert "/newsroom/password_reset/" in addresses
    assert "/newsroom/account/again/" in addresses
    assert len(addresses) > 100
    for address in addresses:
        if "failwhale" in address:  # Wagtail's page that fails on purpose
            continue
        browser = NewsroomClient()
        browser.post(address, CREDENTIALS)
        assert not _is_inside(browser), address
        for session in Session.objects.all():
            assert "_auth_user_id" not in session.get_decoded(), address


def test_a_session_made_without_the_factor_opens_no_address(editor: Any) -> None:
    set_up_app(editor)
    for path in ("", "stories/", "people/", "account/", "account/factor/", "media/x"):
        address = f"/newsroom/{path}"
        browser = NewsroomClient()
        browser.password_only(editor)
        assert browser.get(address)["Location"] == "/newsroom/login/", address
        assert "_auth_user_id" not in browser.session


def test_a_script_without_the_factor_is_refused_plainly(editor: Any) -> None:
    set_up_app(editor)
    browser = NewsroomClient()
    browser.password_only(editor)
    assert browser.get("/newsroom/choose-page/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


def test_a_session_ends_twelve_hours_after_the_factor_was_shown(client: NewsroomClient, editor: Any) -> None:
    set_up_app(editor)
    client.force_login(editor)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - 12 * 3600 - 1
    session.save()
    assert client.get(INSIDE)["Location"] == "/newsroom/login/"


# --- Setting up ------------------------------------------------------------------------------------------------------


def test_an_account_without_a_factor_can_do_nothing_but_set_one_up(client: NewsroomClient, editor: Any) -> None:
    client.post("/newsroom/login/", {"login": "editor", "password": PASSWORD})
    for address in ("/newsroom/", INSIDE, "/newsroom/people/", "/newsroom/account/", "/newsroom/account/password/"):
        assert client.get(address)["Location"] == "/newsroom/account/factor/", address
    assert client.get("/newsroom/account/factor/").status_code == 200
    screen = client.get("/newsroom/account/factor/totp/activate/")
    secret = screen.context["form"].secret
    answer = client.post("/newsroom/account/factor/totp/activate/", {"code": code_at(secret, time.time())})
    assert answer["Location"] == "/newsroom/account/factor/recovery-codes/"
    shown = client.get(answer["Location"]).content.decode()
    assert all(code in shown for code in recovery_codes(editor))
    assert _is_inside(client)


def test_the_last_factor_stays(client: NewsroomClient, editor: Any) -> None:
    set_up_app(editor)
    client.force_login(editor)
    client.post("/newsroom/account/factor/totp/deactivate/")
    assert has_factor(editor)
    Authenticator.objects.filter(user=editor, type="totp").delete()
    passkey = Authenticator.objects.create(user=editor, type="webauthn", data={"name": "Key", "credential": {}})
    client.post(f"/newsroom/account/factor/webauthn/keys/{passkey.pk}/remove/")
    assert has_factor(editor)


def test_a_passkey_belongs_to_the_papers_own_address(client: NewsroomClient, editor: Any) -> None:
    client.post("/newsroom/login/", {"login": "editor", "password": PASSWORD})
    screen = client.get("/newsroom/account/factor/webauthn/add/", headers={"host": "localhost"})
    assert screen.context["js_data"]["creation_options"]["publicKey"]["rp"] == {"id": HOST, "name": "The Quay"}


# --- Invitations -----------------------------------------------------------------------------------------------------


def _path(link: str) -> str:
    assert link.startswith(f"https://{HOST}/newsroom/")
    return link.removeprefix(f"https://{HOST}")


def _choose_password(browser: NewsroomClient, link: str) -> Any:
    words = "four words nobody guesses"
    return browser.post(_path(link), {"new_password1": words, "new_password2": words})


def test_an_invitation_needs_no_address_and_lets_in_once() -> None:
    link = InviteAccount(name="Wind in the cranes", roles=(Role.WRITER,)).execute(MACHINE_OWNER)
    made = get_user_model().objects.get(username="Wind in the cranes")
    assert (made.email, made.first_name, made.last_name, made.has_usable_password()) == ("", "", "", False)
    first, second = NewsroomClient(), NewsroomClient()
    assert first.get(_path(link)).status_code == 200
    assert _choose_password(first, link)["Location"] == "/newsroom/account/factor/"
    assert not _is_inside(first)
    assert _choose_password(second, link).status_code == 410


def test_an_invitation_ends_after_three_days_and_when_another_is_made(monkeypatch: Any) -> None:
    from broadsheet.newsroom.accounts import invitations

    made = account(Role.WRITER)
    link = invitation_link(made)
    newer = invitation_link(made)
    browser = NewsroomClient()
    assert browser.get(_path(link)).status_code == 410
    assert browser.get(_path(newer)).status_code == 200
    late = datetime.now() + timedelta(days=3, minutes=1)  # noqa: DTZ005 -- Django's tokens count in local time
    monkeypatch.setattr(invitations._tokens, "_now", lambda: late)
    assert browser.get(_path(newer)).status_code == 410


def test_a_reset_ends_sessions_and_password_and_factor(editor: Any) -> None:
    secret = set_up_app(editor)
    browser = NewsroomClient()
    log_in(browser, "editor", PASSWORD, secret)
    link = ResetFactor(account=get_user_model().objects.get(pk=editor.pk)).execute(MACHINE_OWNER)
    assert not _is_inside(browser)
    assert not has_factor(editor)
    assert NewsroomClient().post("/newsroom/login/", {"login": "editor", "password": PASSWORD}).status_code == 200
    assert _choose_password(browser, link)["Location"] == "/newsroom/account/factor/"


def test_a_closed_account_is_out_at_once_and_an_administrator_is_left(editor: Any) -> None:
    writer = account(Role.WRITER)
    browser = NewsroomClient()
    browser.force_login(writer)
    assert _is_inside(browser)
    CloseAccount(account=writer).execute(MACHINE_OWNER)
    assert not _is_inside(browser)
    with pytest.raises(ActionRefusedError, match="only administrator"):
        CloseAccount(account=editor).execute(MACHINE_OWNER)
    with pytest.raises(ActionRefusedError, match="only administrator"):
        ChangeRoles(account=editor, roles=(Role.WRITER,)).execute(MACHINE_OWNER)
    assert get_user_model().objects.get(pk=editor.pk).is_active


def test_an_administrator_invites_and_changes_roles_on_the_screens() -> None:
    part = section("Port")
    browser = browser_of(Role.ADMINISTRATOR)
    refused = browser.post("/newsroom/people/invite/", {"name": "Gull", "reach": [part.pk]})
    assert "No role is chosen" in refused.content.decode()
    assert 'value="Gull"' in refused.content.decode()
    assert f'value="{part.pk}" checked' in refused.content.decode()
    shown = browser.post("/newsroom/people/invite/", {"name": "Gull", "roles": ["Section editor"], "reach": [part.pk]})
    assert "/newsroom/account/invitation/" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    made = get_user_model().objects.get(username="Gull")
    assert list(Reach.objects.filter(account=made).values_list("page_id", flat=True)) == [part.pk]
    assert "Gull" in browser.get("/newsroom/people/").content.decode()
    browser.post(f"/newsroom/people/{made.pk}/", {"roles": ["Writer", "Treasurer"]})
    assert set(made.groups.values_list("name", flat=True)) == {"Writer", "Treasurer"}
    assert not Reach.objects.filter(account=made).exists()


@pytest.mark.parametrize("role", [Role.WRITER, Role.SECTION_EDITOR, Role.EDITOR, Role.BRANCH_ORGANISER, Role.TREASURER])
def test_only_administrators_handle_accounts(role: Role, editor: Any) -> None:
    browser = browser_of(role)
    for path in ("", "invite/", f"{editor.pk}/", f"{editor.pk}/reset/", f"{editor.pk}/close/"):
        browser.post(f"/newsroom/people/{path}", {"name": "Intruder", "roles": ["Administrator"]})
    again = get_user_model().objects.get(pk=editor.pk)
    assert (again.is_active, again.is_superuser, again.has_usable_password()) == (True, True, True)
    assert not get_user_model().objects.filter(username="Intruder").exists()


# --- The demonstration's account -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "peer", "forwarded", "opens"),
    [
        ("localhost:8000", "127.0.0.1", "", True),
        ("127.0.0.1:8000", "127.0.0.1", "", True),
        ("[::1]:8000", "::1", "", True),
        (HOST, "127.0.0.1", "", False),
        ("localhost", "198.51.100.7", "", False),
        ("localhost", "127.0.0.1", "198.51.100.7", False),
    ],
)
def test_a_demonstrations_account_works_on_its_own_machine_only(
    host: str, peer: str, forwarded: str, opens: bool, editor: Any
) -> None:
    DemonstrationAccount.objects.create(account=editor)
    headers = {"host": host} | ({"x-forwarded-for": forwarded} if forwarded else {})
    browser = NewsroomClient(headers=headers, REMOTE_ADDR=peer)
    browser.defaults["HTTP_HOST"] = host
    browser.force_login(editor)
    assert _is_inside(browser) == opens
