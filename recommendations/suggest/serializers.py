"""What the recommend endpoints answer, for the OpenAPI document (CONTRACT D69, P5)."""

from rest_framework import serializers


class TopTrackBody(serializers.Serializer):
    title = serializers.CharField()
    externalUrl = serializers.URLField()


class BecauseBody(serializers.Serializer):
    bandId = serializers.IntegerField()
    bandName = serializers.CharField()


class ReasonsBody(serializers.Serializer):
    because = BecauseBody(allow_null=True, help_text="The pick that carries the score most.")
    sharedKeywords = serializers.ListField(child=serializers.CharField())
    tasteGroup = serializers.IntegerField(help_text="Which of your tastes found it, from 0.")
    slot = serializers.ChoiceField(["first", "second", "fill", "best"])
    quote = serializers.CharField(
        allow_null=True, help_text="The sentence of the band's text that fits your taste best."
    )


class RecommendedBandBody(serializers.Serializer):
    bandId = serializers.IntegerField()
    score = serializers.FloatField(help_text="Cosine similarity, -1 to 1, four decimals.")
    bandName = serializers.CharField()
    imageUrl = serializers.URLField()
    topTrack = TopTrackBody(allow_null=True)
    keywords = serializers.ListField(child=serializers.CharField())
    reasons = ReasonsBody()


class SetAsideBody(serializers.Serializer):
    bandId = serializers.IntegerField()
    bandName = serializers.CharField()
    why = serializers.ChoiceField(["picked", "not_for_me", "known", "hidden"])
    until = serializers.DateTimeField(allow_null=True, help_text="Null: until you take it back.")


class ListMetaBody(serializers.Serializer):
    algorithm = serializers.CharField(allow_null=True, help_text="The one that ran.")
    requestedAlgorithm = serializers.CharField(allow_null=True)
    generatedAt = serializers.DateTimeField(allow_null=True, help_text="Null: none made yet.")
    inputsHash = serializers.CharField(
        allow_null=True, help_text="Of picks, keywords and blocks; equal for equal inputs."
    )
    stale = serializers.BooleanField(help_text="The picks have changed since.")
    degraded = serializers.ListField(
        child=serializers.ChoiceField(
            ["picks_without_vector", "keyword_vectors_mean", "keywords_ignored", "texts_only"]
        ),
        help_text="What was missing; empty when nothing was.",
    )
    setAside = SetAsideBody(
        many=True, help_text="Bands of the list that you picked or blocked since."
    )


class RecommendationsPayload(serializers.Serializer):
    bands = RecommendedBandBody(many=True)
    meta = ListMetaBody()


EXAMPLE = {
    "bands": [
        {
            "bandId": 1387,
            "score": 0.6936,
            "bandName": "쏜애플",
            "imageUrl": "https://diggindie.example/bands/1387/cover.svg",
            "topTrack": {
                "title": "멸종",
                "externalUrl": "https://open.spotify.com/search/%EC%8F%9C%EC%95%A0%ED%94%8C",
            },
            "keywords": ["열정", "몽환"],
            "reasons": {
                "because": {"bandId": 754, "bandName": "혁오"},
                "sharedKeywords": ["몽환"],
                "tasteGroup": 0,
                "slot": "first",
                "quote": "겹겹이 쌓인 기타가 안개처럼 번지고 그 위로 낮은 목소리가 걸어온다.",
            },
        }
    ],
    "meta": {
        "algorithm": "v3",
        "requestedAlgorithm": "v3",
        "generatedAt": "2026-11-21T09:00:00+09:00",
        "inputsHash": "3b1f0c9a5e7d42c8f6a1d0b9e8c7f6a5b4d3c2e1f0a9b8c7d6e5f4a3b2c1d0e9",
        "stale": False,
        "degraded": [],
        "setAside": [],
    },
}
