"""What the members' API takes and gives."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bands.search import MAX_LIMIT
from config.api.fields import MAX_ID, Id, StrictInteger, StrictText
from members.feedback import FeedbackPage
from members.models import BandFeedback, Member, Reason, Stance
from members.signup import MAX_EMAIL, MAX_PASSWORD
from members.tokens import MAX_LENGTH

MAX_DAYS = 365
MAX_IDS = 1000  # in one body; how many may be picked is the service's to say


class SignUpInput(serializers.Serializer):
    userId = StrictText(min_length=3, max_length=30, source="username")
    email = StrictText(max_length=MAX_EMAIL)
    password = StrictText(max_length=MAX_PASSWORD, trim_whitespace=False)


class LoginInput(serializers.Serializer):
    """A name or an address, and the password."""

    userId = StrictText(max_length=150, source="username", required=False)
    email = StrictText(max_length=MAX_EMAIL, required=False)
    password = StrictText(max_length=MAX_PASSWORD, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("username" in attrs) == ("email" in attrs):
            raise serializers.ValidationError(
                {"userId": _("아이디와 이메일 가운데 하나를 보내 주세요.")}
            )
        return attrs


class RefreshInput(serializers.Serializer):
    refreshToken = StrictText(max_length=MAX_LENGTH, source="refresh_token")


class PicksInput(serializers.Serializer):
    bandIds = serializers.ListField(child=Id(), max_length=MAX_IDS, source="band_ids")
    keywordIds = serializers.ListField(child=Id(), max_length=MAX_IDS, source="keyword_ids")


class TokensPayload(serializers.Serializer):
    accessToken = serializers.CharField(source="access")
    refreshToken = serializers.CharField(source="refresh")


class SessionPayload(TokensPayload):
    externalId = serializers.UUIDField(source="external_id")


class PickCounts(serializers.Serializer):
    bands = serializers.IntegerField()
    keywords = serializers.IntegerField()


class MePayload(serializers.Serializer):
    """A member, with its `Picks` in the context."""

    externalId = serializers.UUIDField(source="external_id")
    userId = serializers.CharField(source="username")
    email = serializers.EmailField()
    counts = serializers.SerializerMethodField()
    joinedAt = serializers.DateTimeField(source="date_joined")

    @extend_schema_field(PickCounts)
    def get_counts(self, _member: Member) -> dict[str, int]:
        picks = self.context["picks"]
        return {"bands": len(picks.band_ids), "keywords": len(picks.keyword_ids)}


class PickedBand(serializers.Serializer):
    bandId = serializers.IntegerField(source="pk")
    bandName = serializers.CharField(source="name")


class PickedKeyword(serializers.Serializer):
    keywordId = serializers.IntegerField(source="pk")
    keyword = serializers.CharField()


class PicksPayload(serializers.Serializer):
    bandIds = serializers.ListField(child=serializers.IntegerField())
    keywordIds = serializers.ListField(child=serializers.IntegerField())
    bands = PickedBand(many=True)
    keywords = PickedKeyword(many=True)


class FeedbackInput(serializers.Serializer):
    stance = serializers.ChoiceField(Stance.values)
    reason = serializers.ChoiceField(Reason.values, default=None, allow_null=True)
    days = StrictInteger(
        min_value=1,
        max_value=MAX_DAYS,
        default=None,
        allow_null=True,
        help_text="How long a band is hidden; null for ever.",
    )


class FeedbackListInput(serializers.Serializer):
    cursor = serializers.IntegerField(default=None, min_value=1, max_value=MAX_ID)
    limit = serializers.IntegerField(default=20, min_value=1, max_value=MAX_LIMIT)


class FeedbackPayload(serializers.Serializer):
    bandId = serializers.IntegerField(source="band_id")
    bandName = serializers.CharField(source="band.name")
    stance = serializers.ChoiceField(Stance.values)
    reason = serializers.SerializerMethodField()
    until = serializers.DateTimeField(allow_null=True, help_text="When the hiding ends.")
    excludes = serializers.BooleanField(help_text="Whether lists leave the band out.")
    madeAt = serializers.DateTimeField(source="made_at")

    @extend_schema_field(serializers.ChoiceField(Reason.values, allow_null=True))
    def get_reason(self, row: BandFeedback) -> str | None:
        return row.reason or None


class FeedbackListPayload(serializers.Serializer):
    feedback = FeedbackPayload(many=True, source="rows")
    next = serializers.SerializerMethodField(help_text="`cursor` of the next page.")

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_next(self, page: FeedbackPage) -> str | None:
        return page.next and str(page.next)
