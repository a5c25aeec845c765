"""What an app asks in a member's own words, and what it is answered."""

from rest_framework import serializers

from config.api.fields import StrictText
from recommendations.asking.attitudes import Attitude
from recommendations.asking.llm.gateway import FAILED, LIMITED
from recommendations.asking.reading import MAX_LENGTH
from recommendations.asking.services import Source
from recommendations.asking.understanding import Lack
from recommendations.suggest.serializers import BecauseBody, TopTrackBody

LANGUAGES = ("ko", "en")


class ChatInput(serializers.Serializer):
    text = StrictText(max_length=MAX_LENGTH, help_text="One or two sentences.")
    language = serializers.ChoiceField(
        LANGUAGES, required=False, help_text="Of the answer; without it that of the text."
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


REQUEST_EXAMPLE = {"text": "실리카겔 좋아해. 비슷하게 몽환적인 밴드 있어?", "language": "ko"}
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
}
