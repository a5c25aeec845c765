"""Members as their keepers see them: never a secret, and leaving instead of deletion."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from config.roles import LADDER
from members import services
from members.models import Member, MemberBand, MemberKeyword
from members.roles import Role, give_role, role_of

admin.site.unregister([BlacklistedToken, OutstandingToken, Group])

POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")


class NewMember(AdminUserCreationForm):
    class Meta:
        model = Member
        fields = ("username", "email")


class PicksFilter(admin.SimpleListFilter):
    title = _("고른 것")
    parameter_name = "picks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("고른 밴드 없음")), ("some", _("고른 밴드 있음"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        picked = Exists(MemberBand.objects.filter(member=OuterRef("pk")))
        wanted = {"none": ~picked, "some": picked}.get(self.value())
        return queryset.filter(wanted) if wanted is not None else queryset


class GuestsFilter(admin.SimpleListFilter):
    """Members with an account, unless guests are asked for."""

    title = _("손님")
    parameter_name = "guests"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("only", _("손님만")), ("too", _("손님까지"))]

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        first, *others = super().choices(changelist)
        yield first | {"display": _("회원만")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "too":
            return queryset
        return queryset.filter(is_guest=self.value() == "only")


def _amount(through: type[Model]) -> Coalesce:
    """How many rows a member has, counted apart so that two counts do not multiply."""
    rows = through.objects.filter(member=OuterRef("pk")).order_by().values("member")
    return Coalesce(Subquery(rows.annotate(amount=Count("pk")).values("amount")), 0)


@admin.register(Member)
class MemberAdmin(UserAdmin):
    form = forms.ModelForm
    add_form = NewMember
    list_display = (
        "username",
        "email",
        "role",
        "is_active",
        "band_amount",
        "keyword_amount",
        "date_joined",
        "deleted_at",
    )
    list_filter = (
        "groups",
        "is_staff",
        "is_active",
        ("deleted_at", admin.EmptyFieldListFilter),
        PicksFilter,
        GuestsFilter,
    )
    search_fields = ("username", "email", "external_id")
    ordering = ("-date_joined", "pk")
    date_hierarchy = None
    show_full_result_count = False
    readonly_fields = (
        "external_id",
        "password_link",
        "band_amount",
        "keyword_amount",
        "last_login",
        "date_joined",
        "deleted_at",
    )
    fieldsets = (
        (None, {"fields": ("username", "email", "external_id", "password_link")}),
        (_("고른 것"), {"fields": ("band_amount", "keyword_amount")}),
        (_("권한"), {"fields": ("is_active", *POWERS)}),
        (_("때"), {"fields": ("date_joined", "last_login", "deleted_at")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "email", "usable_password", "password1", "password2")},
        ),
    )
    actions = ("withdraw", "restore", "make_curator", "make_senior_curator", "make_listener")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        amounts = {"bands": _amount(MemberBand), "keywords": _amount(MemberKeyword)}
        rows = super().get_queryset(request).defer("password").annotate(**amounts)
        return rows.prefetch_related("groups")

    @admin.display(description=_("역할"))
    def role(self, member: Member) -> str:
        return _("관리자") if member.is_superuser else role_of(member).label

    @admin.display(description=_("고른 밴드"), ordering="bands")
    def band_amount(self, member: Member) -> int:
        return member.bands

    @admin.display(description=_("고른 키워드"), ordering="keywords")
    def keyword_amount(self, member: Member) -> int:
        return member.keywords

    @admin.display(description=_("비밀번호"))
    def password_link(self, member: Member) -> SafeString:
        address = reverse("admin:auth_user_password_change", args=[member.pk])
        return format_html('<a href="{}">{}</a>', address, _("새 비밀번호 정하기"))

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> tuple:
        """Only who has all powers hands them out."""
        return self.readonly_fields + (() if request.user.is_superuser else POWERS)

    def has_change_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        is_above = obj is not None and obj.is_staff and not request.user.is_superuser
        is_out_of_reach = is_above or (obj is not None and obj.is_guest)
        return not is_out_of_reach and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Member | None = None) -> bool:
        return False  # leaving keeps the row

    @admin.action(description=_("탈퇴 처리"), permissions=["change"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> None:
        ids = self._within_reach(request, queryset, "탈퇴 처리")
        amount = services.withdraw(member_ids=ids, now=timezone.now())
        text = ngettext("%d명을 탈퇴 처리했습니다.", "%d명을 탈퇴 처리했습니다.", amount)
        messages.success(request, text % amount)

    @admin.action(description=_("탈퇴 취소"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet) -> None:
        amount = services.restore(member_ids=self._within_reach(request, queryset, "탈퇴 취소"))
        text = ngettext("%d명이 돌아왔습니다.", "%d명이 돌아왔습니다.", amount)
        messages.success(request, text % amount)

    def has_appoint_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    @admin.action(description=_("큐레이터로 임명"), permissions=["appoint"])
    def make_curator(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._appoint(request, queryset, Role.CURATOR)

    @admin.action(description=_("수석 큐레이터로 임명"), permissions=["appoint"])
    def make_senior_curator(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._appoint(request, queryset, Role.SENIOR)

    @admin.action(description=_("큐레이터 역할 거두기"), permissions=["appoint"])
    def make_listener(self, request: HttpRequest, queryset: QuerySet) -> None:
        self._appoint(request, queryset, Role.LISTENER)

    def _appoint(self, request: HttpRequest, queryset: QuerySet, role: Role) -> None:
        ids = self._within_reach(request, queryset, f"역할: {role}")
        amount = give_role(member_ids=ids, role=role)
        text = ngettext(
            "%(amount)d명의 역할이 이제 ‘%(role)s’입니다.",
            "%(amount)d명의 역할이 이제 ‘%(role)s’입니다.",
            amount,
        )
        messages.success(request, text % {"amount": amount, "role": role.label})

    def _within_reach(self, request: HttpRequest, queryset: QuerySet, what: str) -> list[int]:
        """The chosen members but oneself and those with more power; written into the history."""
        chosen = [
            member
            for member in queryset.exclude(pk=request.user.pk)
            if self.has_change_permission(request, member)
        ]
        for member in chosen:
            self.log_change(request, member, what)
        return [member.pk for member in chosen]


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The site's own roles are read here and written in `config/roles.py`."""

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_our_role(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return not _is_our_role(obj) and super().has_delete_permission(request, obj)


def _is_our_role(group: Group | None) -> bool:
    return group is not None and group.name in LADDER
