"""What comes in and goes out when somebody asks for embeddings."""

from rest_framework import serializers

MAX_IDS = 1000


class RemakeInput(serializers.Serializer):
    """Either some bands or, said in so many words, all of them."""

    bandIds = serializers.ListField(
        child=serializers.IntegerField(min_value=1), max_length=MAX_IDS, required=False
    )
    all = serializers.BooleanField(default=False)

    def validate(self, attrs: dict) -> dict:
        if bool(attrs.get("bandIds")) == attrs["all"]:
            raise serializers.ValidationError('"bandIds" 또는 "all": true 가운데 하나를 주세요.')
        return attrs


class EmbeddingStatePayload(serializers.Serializer):
    space = serializers.CharField(allow_null=True)
    bands = serializers.IntegerField(help_text="Bands with a text.")
    embedded = serializers.IntegerField(help_text="Of these, with a current vector.")
    pending = serializers.IntegerField()
    failed = serializers.IntegerField()


class RetriedPayload(serializers.Serializer):
    retried = serializers.IntegerField()


class RequestedPayload(serializers.Serializer):
    requested = serializers.IntegerField()
