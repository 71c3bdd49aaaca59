"""The forms of the door, in the newsroom's words."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django.contrib.auth.forms import SetPasswordForm


class LoginForm(AllauthLoginForm):
    """Name and password."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["login"].label = "Name"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class FirstPasswordForm(SetPasswordForm[Any]):
    """A password for an account that has none, typed twice."""

    def __init__(self, user: Any, *arguments: Any, **keywords: Any) -> None:
        super().__init__(user, *arguments, **keywords)
        self.fields["new_password1"].label = "Password"
        self.fields[
            "new_password1"
        ].help_text = "At least 12 characters. Four words that do not belong together will do."
        self.fields["new_password2"].label = "The same again"
        self.fields["new_password2"].help_text = ""
