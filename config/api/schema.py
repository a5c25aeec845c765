"""How an operation describes itself in the OpenAPI document.

Decorate each method of an API view with `operation`, and name what is inside the envelope only:

    class PicksPayload(serializers.Serializer):
        bandIds = serializers.ListField(child=serializers.IntegerField())

    class MyPicks(APIView):
        @operation(
            summary="내가 고른 밴드와 키워드",
            message="고른 밴드와 키워드",
            payload=PicksPayload,
            example={"bandIds": [754]},
            errors=(401, 404),
        )
        def get(self, request): ...

For a body add `request=PicksInput, request_example={...}` (400, 413 and 415 come with it; 429 and
503 with everything), for a success other than 200 `status`.
For query parameters add `parameters=[OpenApiParameter(...)]`. `payload=None` is an empty object.
A list and a detail of one noun need an `operation_id` each, such as "bands_list".
Give every public name (`PicksPayload`) once in the project: it names the schema component.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers

from config.api.errors import STATUSES

PayloadClass = type[serializers.BaseSerializer]

ALWAYS = (429, 503)
DESCRIPTIONS = {
    301: "Moved: the band was merged into another; see Location",
    400: "Bad Request",
    401: "Unauthorized: no token, or one that does not hold",
    403: "Forbidden: not for this member",
    404: "Not Found: for `/me` also a member that is gone",
    409: "Conflict with another request; try again",
    413: "Body larger than 64 KB",
    415: "Body that is not application/json",
    429: "Too many requests; see Retry-After",
    503: "The database does not answer; see Retry-After",
}


class BearerScheme(OpenApiAuthenticationExtension):
    """`Authorization: Bearer {accessToken}` (CONTRACT D79)."""

    target_class = "members.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class ErrorBody(serializers.Serializer):
    """The shape of every error."""

    statusCode = serializers.IntegerField()
    message = serializers.CharField()
    code = serializers.CharField(help_text="Stable machine word.")
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="By field, when the input is not valid.",
    )


def operation(
    *,
    summary: str,
    message: str,
    payload: PayloadClass | None,
    example: dict[str, Any],
    errors: Iterable[int],
    status: int = 200,
    request: PayloadClass | None = None,
    request_example: dict[str, Any] | None = None,
    parameters: Sequence[OpenApiParameter] = (),
    description: str | None = None,
    operation_id: str | None = None,
) -> Callable[[Any], Any]:
    """Document one method of an API view: its envelope, its errors and an example of each."""
    faults = {*errors, *ALWAYS, *((400, 413, 415) if request else ())}
    body = {"statusCode": status, "isSuccess": True, "message": message, "payload": example}
    responses: dict[int, Any] = {
        status: OpenApiResponse(envelope(payload), examples=[OpenApiExample("success", value=body)])
    }
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        description=description,
        parameters=list(parameters),
        request=request,
        examples=[OpenApiExample("request", value=request_example, request_only=True)]
        if request_example
        else None,
        responses=responses | {fault: error_response(fault) for fault in sorted(faults)},
    )


@cache
def envelope(payload: PayloadClass | None) -> serializers.Serializer:
    """CONTRACT D68: the success envelope around one payload."""
    return inline_serializer(
        name=f"{payload.__name__ if payload else 'Empty'}Envelope",
        fields={
            "statusCode": serializers.IntegerField(),
            "isSuccess": serializers.BooleanField(),
            "message": serializers.CharField(),
            "payload": payload() if payload else serializers.DictField(),
        },
    )


def error_response(status: int) -> OpenApiResponse:
    code, message = STATUSES[status]
    return OpenApiResponse(
        ErrorBody,
        description=DESCRIPTIONS[status],
        examples=[
            OpenApiExample(code, value={"statusCode": status, "message": message, "code": code})
        ],
    )
