"""What members type to edit their account, and to prove who they are."""

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from members.account import services
from members.forms import WIRE_NAMES, SignUpForm
from members.models import Member
from members.signup import MAX_PASSWORD, AlreadyUsed, InvalidSignUp

WRONG_PASSWORD = _("비밀번호가 맞지 않아요.")


def password_field(label: str, *, autocomplete: str, **options: object) -> forms.CharField:
    widget = forms.PasswordInput({"class": "input", "autocomplete": autocomplete})
    return forms.CharField(
        label=label, strip=False, max_length=MAX_PASSWORD, widget=widget, **options
    )


class EditForm(forms.Form):
    """Name and address; the password only for another address."""

    username = SignUpForm.base_fields["username"]
    email = SignUpForm.base_fields["email"]
    password = password_field(
        _("지금 비밀번호"),
        autocomplete="current-password",
        required=False,
        help_text=_("이메일을 바꿀 때만 필요해요."),
    )

    def __init__(self, member: Member, data: object = None) -> None:
        self.member = member
        super().__init__(data, initial={"username": member.username, "email": member.email})

    def clean(self) -> None:
        wanted = self.cleaned_data.get("email", "").strip().lower()
        is_proven = self.member.check_password(self.cleaned_data.get("password", ""))
        if wanted and wanted != self.member.email and not is_proven:
            self.add_error("password", WRONG_PASSWORD)

    def save(self) -> bool:
        """Whether it was saved; if not, the reasons stand beside their fields."""
        if not self.is_valid():
            return False
        named = {name: self.cleaned_data[name] for name in ("username", "email")}
        try:
            services.edit(member=self.member, **named)
        except (InvalidSignUp, AlreadyUsed) as error:
            for name, texts in (error.errors or {}).items():
                self.add_error(WIRE_NAMES.get(name, name), texts)
        return not self.errors


class PasswordForm(PasswordChangeForm):
    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": WRONG_PASSWORD,
        "password_mismatch": _("새 비밀번호 둘이 서로 달라요."),
    }

    old_password = password_field(_("지금 비밀번호"), autocomplete="current-password")
    new_password1 = password_field(
        _("새 비밀번호"),
        autocomplete="new-password",
        help_text=SignUpForm.base_fields["password"].help_text,
    )
    new_password2 = password_field(_("새 비밀번호 한 번 더"), autocomplete="new-password")

    def save(self, commit: bool = True) -> Member:
        services.change_password(member=self.user, password=self.cleaned_data["new_password1"])
        return self.user


class DeleteForm(forms.Form):
    """The password, of a member that has one."""

    password = password_field(_("지금 비밀번호"), autocomplete="current-password")

    def __init__(self, member: Member, data: object = None) -> None:
        self.member = member
        super().__init__(data)
        if not member.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not self.member.check_password(password):
            raise forms.ValidationError(WRONG_PASSWORD)
        return password
