"""What the members' API takes and gives."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.api.fields import Id, StrictText
from members.models import Member
from members.signup import MAX_EMAIL, MAX_PASSWORD
from members.tokens import MAX_LENGTH

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
