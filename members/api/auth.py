"""Doors of signing up, in and out."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.api.envelope import success
from config.api.schema import operation
from config.api.throttling import AuthPerAddress
from members import services, tokens
from members.api.serializers import (
    LoginInput,
    RefreshInput,
    SessionPayload,
    SignUpInput,
    TokensPayload,
)
from members.models import Member

ACCESS = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl"
REFRESH = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl"
PROOF = {"userId": "digger", "password": "seven blue whales"}
TOKENS = {"accessToken": ACCESS, "refreshToken": REFRESH}
SESSION = {**TOKENS, "externalId": "0b2f7c9e-5b1d-4c53-9a55-3d1d6f0f6c11"}


class AuthView(APIView):
    """Open to everyone, so counted by address."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (AuthPerAddress,)


class SignUp(AuthView):
    @operation(
        operation_id="signup",
        summary="회원 가입",
        message="가입했습니다.",
        status=201,
        request=SignUpInput,
        request_example={
            "userId": "digger",
            "email": "digger@example.com",
            "password": "seven blue whales",
        },
        payload=SessionPayload,
        example=SESSION,
        errors=(409,),
    )
    def post(self, request: Request) -> Response:
        member = services.sign_up(**_valid(SignUpInput, request))
        return success(_("가입했습니다."), _session(member), status=201)


class LogIn(AuthView):
    @operation(
        operation_id="login",
        summary="로그인",
        description="`userId`나 `email` 가운데 하나와 비밀번호를 보냅니다.",
        message="로그인했습니다.",
        request=LoginInput,
        request_example=PROOF,
        payload=SessionPayload,
        example=SESSION,
        errors=(401,),
    )
    def post(self, request: Request) -> Response:
        member = services.log_in(request=request._request, **_valid(LoginInput, request))
        return success(_("로그인했습니다."), _session(member))


class Refresh(AuthView):
    @operation(
        operation_id="refresh",
        summary="새 토큰 받기",
        description="refreshToken은 한 번만 쓸 수 있고, 답에 새 것이 있습니다.",
        message="토큰을 새로 드립니다.",
        request=RefreshInput,
        request_example={"refreshToken": REFRESH},
        payload=TokensPayload,
        example=TOKENS,
        errors=(401, 404),
    )
    def post(self, request: Request) -> Response:
        pair = services.renew(**_valid(RefreshInput, request))
        return success(_("토큰을 새로 드립니다."), TokensPayload(pair).data)


class LogOut(AuthView):
    @operation(
        operation_id="logout",
        summary="로그아웃",
        description="refreshToken을 더 쓸 수 없게 합니다.",
        message="로그아웃했습니다.",
        request=RefreshInput,
        request_example={"refreshToken": REFRESH},
        payload=None,
        example={},
        errors=(401,),
    )
    def post(self, request: Request) -> Response:
        services.log_out(**_valid(RefreshInput, request))
        return success(_("로그아웃했습니다."), {})


def _valid(kind: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    body = kind(data=request.data)
    body.is_valid(raise_exception=True)
    return body.validated_data


def _session(member: Member) -> dict[str, Any]:
    pair = tokens.issue(member)
    return SessionPayload({**asdict(pair), "external_id": member.external_id}).data
