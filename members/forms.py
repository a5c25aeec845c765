"""What people type to join and to come in."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from members.models import Member
from members.services import sign_up
from members.signup import AlreadyUsed, InvalidSignUp

WIRE_NAMES = {"userId": "username"}  # the service names fields as the API does


class SignUpForm(forms.Form):
    username = forms.CharField(
        label=_("아이디"),
        help_text=_("글자, 숫자, 점(.), 줄(-, _)로 3자에서 30자까지."),
        widget=forms.TextInput(
            {"class": "input", "autocomplete": "username", "autocapitalize": "none"}
        ),
    )
    email = forms.CharField(
        label=_("이메일"),
        help_text=_("아무 편지도 보내지 않아요."),
        widget=forms.EmailInput({"class": "input", "autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("비밀번호"),
        strip=False,
        help_text=_(
            "8자 이상. 숫자만 쓰거나, 아이디와 비슷하거나, 너무 흔한 비밀번호는 쓸 수 없어요."
        ),
        widget=forms.PasswordInput({"class": "input", "autocomplete": "new-password"}),
    )

    def join(self, guest: Member | None) -> Member | None:
        """The new member; None, with the reasons beside their fields, when it cannot be."""
        try:
            return sign_up(**self.cleaned_data, guest=guest)
        except (InvalidSignUp, AlreadyUsed) as error:
            for name, texts in (error.errors or {}).items():
                self.add_error(WIRE_NAMES.get(name, name), texts)
            return None


class LoginForm(AuthenticationForm):
    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("아이디나 비밀번호가 맞지 않아요."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("username", _("아이디")), ("password", _("비밀번호"))):
            self.fields[name].label = label
            self.fields[name].widget.attrs["class"] = "input"
