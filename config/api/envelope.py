"""The success envelope of CONTRACT D68 and P5."""

from typing import Any

from rest_framework.response import Response


def success(message: str, payload: dict[str, Any], *, status: int = 200) -> Response:
    """`{"statusCode", "isSuccess", "message", "payload"}`, in that order."""
    return Response(
        {"statusCode": status, "isSuccess": True, "message": message, "payload": payload},
        status=status,
    )
