"""How django-allauth, which does the logging in, is held to the paper's own rules."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from broadsheet.newsroom.accounts.factor import has_factor, is_last_factor
from broadsheet.newsroom.accounts.network import address_of
from broadsheet.newsroom.accounts.secrets import decrypted, encrypted, hashed_address


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; nothing is mailed; addresses are known as keyed hashes only."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Name or password is not right.",
        "incorrect_password": "That is not your password.",
        "enter_current_password": "That is not your password.",
        "too_many_login_attempts": "Too many attempts came one after the other. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """What limits count by: a keyed hash of the first part of the address."""
        return hashed_address(address_of(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There may be no mail server, and no account needs an address."""

    def send_notification_mail(self, *arguments: Any, **keywords: Any) -> None:
        """As above."""

    def is_reauthentication_required(self, *, app: str, **_keywords: Any) -> bool:
        """Whoever sets up the first factor has just typed the password; a later change asks for it again."""
        return has_factor(self.request.user)


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are stored encrypted, passkeys belong to the newsroom's own address, the last factor stays."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or was used already. Wait for the next one and type it.",
        "cannot_delete_authenticator": "This is your only second factor. Set up another one first, then take this off.",
    }

    def encrypt(self, text: str) -> str:
        """For the database."""
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        """From the database."""
        return decrypted(encrypted_text)

    def get_totp_issuer(self) -> str:
        """What the app calls the account's place: the paper."""
        return str(settings.WAGTAIL_SITE_NAME)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An account without a factor could not come in again."""
        return not is_last_factor(authenticator)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 -- allauth's word
        """A name for a passkey until its owner writes another."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return "Passkey" if number == 0 else f"Passkey {number + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the address of the newsroom, whatever the browser asked for."""
        return {
            "id": urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost",
            "name": settings.WAGTAIL_SITE_NAME,
        }
