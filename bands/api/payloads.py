"""What the OpenAPI document says about the catalogue, with an example of each answer."""

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from bands.models import Facet, Kind
from bands.search import MAX_LIMIT, MAX_QUERY


class TopTrackPayload(serializers.Serializer):
    title = serializers.CharField()
    externalUrl = serializers.URLField()


class BandPayload(serializers.Serializer):
    bandId = serializers.IntegerField()
    bandName = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    kind = serializers.ChoiceField(Kind.values)
    imageUrl = serializers.URLField()
    topTrack = TopTrackPayload(allow_null=True)
    keywords = serializers.ListField(child=serializers.CharField())


class BandListPayload(serializers.Serializer):
    bands = BandPayload(many=True)
    next = serializers.CharField(allow_null=True, help_text="`cursor` of the next page.")


class DescriptionPayload(serializers.Serializer):
    ko = serializers.CharField(allow_blank=True)
    en = serializers.CharField(allow_blank=True)


class LinksPayload(serializers.Serializer):
    youtube = serializers.URLField()
    spotify = serializers.URLField()
    appleMusic = serializers.URLField()
    melon = serializers.URLField()


class BandDetailPayload(BandPayload):
    keywordIds = serializers.ListField(child=serializers.IntegerField())
    description = DescriptionPayload()
    links = LinksPayload()


class KeywordPayload(serializers.Serializer):
    keywordId = serializers.IntegerField()
    keyword = serializers.CharField()
    english = serializers.CharField(allow_blank=True)
    facet = serializers.ChoiceField(Facet.values)
    bandCount = serializers.IntegerField(help_text="Published bands that carry it.")


class KeywordListPayload(serializers.Serializer):
    keywords = KeywordPayload(many=True)


BAND = {
    "bandId": 1103,
    "bandName": "실리카겔",
    "aliases": ["Silica Gel"],
    "kind": "band",
    "imageUrl": "https://diggindie.example/bands/1103/cover.svg?v=3f2a9c1b07",
    "topTrack": {"title": "NO PAIN", "externalUrl": "https://open.spotify.com/search/NO%20PAIN"},
    "keywords": ["사이키델릭", "강렬한"],
}
BAND_LIST = {"bands": [BAND], "next": None}
BAND_DETAIL = BAND | {
    "keywordIds": [7, 40],
    "description": {"ko": "소리가 벽처럼 밀려온다.", "en": "Walls of sound."},
    "links": {
        "youtube": "https://www.youtube.com/results?search_query=Silica%20Gel",
        "spotify": "https://open.spotify.com/search/Silica%20Gel",
        "appleMusic": "https://music.apple.com/kr/search?term=Silica%20Gel",
        "melon": "https://www.melon.com/search/total/index.htm?q=Silica%20Gel",
    },
}
KEYWORD_LIST = {
    "keywords": [
        {
            "keywordId": 7,
            "keyword": "사이키델릭",
            "english": "psychedelic",
            "facet": "genre",
            "bandCount": 31,
        }
    ]
}

SEARCH_PARAMETERS = (
    OpenApiParameter(
        "query",
        {"type": "string", "maxLength": MAX_QUERY},
        description="A name however typed (Hangul, Latin, 초성, a typing error) or a keyword.",
    ),
    OpenApiParameter(
        "keyword",
        {"type": "array", "items": {"type": "string", "maxLength": 40}, "maxItems": 20},
        description="Id or exact text; repeat it for bands that carry all of them.",
    ),
    OpenApiParameter("cursor", str, description="`next` of the page before."),
    OpenApiParameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": 20}
    ),
)
FACET_PARAMETER = OpenApiParameter("facet", str, enum=Facet.values)
