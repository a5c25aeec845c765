"""What an app asks in a member's own words, and what it is answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from config.api.fields import Id, StrictText
from recommendations.asking.address import MOST_CHANGES, MOST_SHOWN, MOST_TURNS
from recommendations.asking.attitudes import Attitude
from recommendations.asking.folding import Move
from recommendations.asking.llm.gateway import FAILED, LIMITED
from recommendations.asking.reading import MAX_LENGTH
from recommendations.asking.services import Source
from recommendations.asking.understanding import Lack
from recommendations.suggest.serializers import BecauseBody, TopTrackBody

LANGUAGES = ("ko", "en")
NOT_BOTH = _("thread와 conversationId 가운데 하나만 보내 주세요.")


def _ids(most: int, help_text: str) -> serializers.ListField:
    return serializers.ListField(child=Id(), max_length=most, required=False, help_text=help_text)


class AskedInput(serializers.Serializer):
    """One question; `with` is a word of Python, so the fields are made by name."""

    text = StrictText(max_length=MAX_LENGTH, help_text="One or two sentences.")
    without = _ids(MOST_CHANGES, "Keyword ids taken out of what was understood.")

    def get_fields(self) -> dict[str, serializers.Field]:
        help_text = "Keyword ids put into what was understood."
        return super().get_fields() | {"with": _ids(MOST_CHANGES, help_text)}


class EarlierInput(AskedInput):
    bandIds = _ids(MOST_SHOWN, "The bands that answered it, in their order.")


class ChatInput(AskedInput):
    language = serializers.ChoiceField(
        LANGUAGES, required=False, help_text="Of the answer; without it that of the text."
    )
    thread = EarlierInput(
        many=True,
        required=False,
        max_length=MOST_TURNS - 1,
        help_text="The questions before, as the last answer's `thread` gave them.",
    )
    conversationId = Id(
        required=False, help_text="A kept conversation to go on with; not together with `thread`."
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("thread") and given.get("conversationId"):
            raise serializers.ValidationError({"thread": [NOT_BOTH]})
        return given


class EarlierBody(serializers.Serializer):
    text = serializers.CharField(help_text="Plain text: escape it.")
    without = serializers.ListField(child=serializers.IntegerField())
    bandIds = serializers.ListField(child=serializers.IntegerField())

    def get_fields(self) -> dict[str, serializers.Field]:
        ids = serializers.ListField(child=serializers.IntegerField())
        return super().get_fields() | {"with": ids}


class FollowUpBody(serializers.Serializer):
    move = serializers.ChoiceField(
        [str(one) for one in Move], help_text="What the text did to the thread."
    )
    pointed = serializers.ListField(
        child=serializers.IntegerField(), help_text="Ids of the bands that it pointed at."
    )
    dropped = serializers.ListField(
        child=serializers.CharField(), help_text="Keywords whose place others took."
    )


class MentionBody(serializers.Serializer):
    bandId = serializers.IntegerField()
    bandName = serializers.CharField()
    said = serializers.CharField(help_text="As it was written. Plain text: escape it.")
    attitude = serializers.ChoiceField([str(one) for one in Attitude])
    confidence = serializers.FloatField(help_text="0.5 to 1, two decimals.")


class UnderstoodKeywordBody(serializers.Serializer):
    keywordId = serializers.IntegerField()
    keyword = serializers.CharField()
    ledBy = serializers.ListField(
        child=serializers.CharField(), help_text="The words that led to it. Plain text: escape it."
    )


class FiltersBody(serializers.Serializer):
    bandsOut = serializers.ListField(child=serializers.IntegerField())
    keywordsOut = serializers.ListField(child=serializers.IntegerField())
    genres = serializers.ListField(
        child=serializers.IntegerField(), help_text="Every band shown carries one of them."
    )
    kind = serializers.ChoiceField(["band", "solo"], allow_null=True)


class UnmetBody(serializers.Serializer):
    lack = serializers.ChoiceField([str(one) for one in Lack])
    said = serializers.CharField(help_text="As it was written. Plain text: escape it.")


class UnderstoodBody(serializers.Serializer):
    mentions = MentionBody(many=True)
    wanted = UnderstoodKeywordBody(many=True)
    unwanted = UnderstoodKeywordBody(many=True)
    filters = FiltersBody()
    unmet = UnmetBody(many=True)


class AnswerReasonsBody(serializers.Serializer):
    keywords = serializers.ListField(child=serializers.CharField())
    like = BecauseBody(allow_null=True, help_text="The named band it shares most keywords with.")


class AnsweredBandBody(serializers.Serializer):
    bandId = serializers.IntegerField()
    bandName = serializers.CharField()
    imageUrl = serializers.URLField()
    topTrack = TopTrackBody(allow_null=True)
    keywords = serializers.ListField(child=serializers.CharField())
    similarity = serializers.FloatField(help_text="Cosine similarity, -1 to 1, four decimals.")
    reasons = AnswerReasonsBody()


class OfferedKeywordBody(serializers.Serializer):
    keywordId = serializers.IntegerField()
    keyword = serializers.CharField()


class ChatPayload(serializers.Serializer):
    understood = UnderstoodBody()
    language = serializers.ChoiceField(LANGUAGES)
    answer = serializers.CharField(help_text="A sentence a line, plain text: escape it.")
    bands = AnsweredBandBody(many=True)
    source = serializers.ChoiceField([str(one) for one in Source])
    offered = OfferedKeywordBody(many=True, help_text="To go on with where nothing was read.")
    degraded = serializers.ListField(
        child=serializers.ChoiceField(
            ["sentence_ignored", "keywords_without_vector", FAILED, LIMITED]
        ),
        help_text="What was missing; empty when nothing was.",
    )
    followUp = FollowUpBody()
    thread = EarlierBody(many=True, help_text="To send with the next question.")
    conversationId = serializers.IntegerField(
        allow_null=True, help_text="Where it is kept; null where its member keeps nothing."
    )


REQUEST_EXAMPLE = {
    "text": "더 조용한 걸로",
    "language": "ko",
    "thread": [
        {
            "text": "실리카겔 좋아해. 비슷하게 신나는 밴드 있어?",
            "without": [],
            "with": [12],
            "bandIds": [1387, 754],
        }
    ],
}
EXAMPLE = {
    "understood": {
        "mentions": [
            {
                "bandId": 1103,
                "bandName": "실리카겔",
                "said": "실리카겔",
                "attitude": "like",
                "confidence": 0.92,
            }
        ],
        "wanted": [{"keywordId": 12, "keyword": "몽환적인", "ledBy": ["몽환적인"]}],
        "unwanted": [],
        "filters": {"bandsOut": [], "keywordsOut": [], "genres": [], "kind": None},
        "unmet": [],
    },
    "language": "ko",
    "answer": (
        "'실리카겔'에 대해 긍정적(0.92)인 감정을 갖고 있군요.\n"
        "이렇게 찾았어요: 몽환적인\n밴드 목록에서 찾았어요."
    ),
    "bands": [
        {
            "bandId": 1387,
            "bandName": "쏜애플",
            "imageUrl": "https://diggindie.example/bands/1387/cover.svg",
            "topTrack": {
                "title": "멸종",
                "externalUrl": "https://open.spotify.com/search/%EC%8F%9C%EC%95%A0%ED%94%8C",
            },
            "keywords": ["인디 록", "몽환적인"],
            "similarity": 0.6936,
            "reasons": {
                "keywords": ["몽환적인"],
                "like": {"bandId": 1103, "bandName": "실리카겔"},
            },
        }
    ],
    "source": "catalogue",
    "offered": [],
    "degraded": [],
    "followUp": {"move": "changed", "pointed": [], "dropped": ["신나는"]},
    "thread": [
        *({**asked} for asked in REQUEST_EXAMPLE["thread"]),
        {"text": "더 조용한 걸로", "without": [], "with": [], "bandIds": [1387]},
    ],
    "conversationId": 31,
}
