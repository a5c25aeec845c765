"""Which tokens open the API (CONTRACT D16, D79-D81, P1, P3; RELIABILITY S3, F14)."""

import base64
import time
import uuid

import pytest
import time_machine
from django.conf import settings

from config.tests.callers import UNAUTHORIZED, bearing, claims_of, forged, stranger
from config.tests.world import make_member
from members.tokens import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db

ME = "/api/members/me"
HS256 = {"alg": "HS256", "typ": "JWT"}
NOW = int(time.time())
EVIL = b"a key of the attacker, 32 bytes.."
SOMEONE = str(uuid.uuid4())

HEADERS = {
    **{f"alg {name!r}": {"alg": name} for name in ("none", "None", "NONE", "nOnE", "")},
    "alg absent": {"typ": "JWT"},
    "alg RS256 with the key as a public one": {"alg": "RS256"},
    "alg ES256": {"alg": "ES256"},
    "alg a list": {"alg": ["HS256"]},
    "crit of a known claim": {**HS256, "crit": ["exp"]},
    "crit b64": {**HS256, "crit": ["b64"], "b64": True},
    "b64 false": {**HS256, "b64": False},
    "header is a list": ["HS256"],
}
KEYS = {
    "wrong key": EVIL,
    "empty key": b"",
    "key as its base64 text": base64.b64encode(settings.JWT_KEY),
}
EVIL_HEADERS = {
    "kid up the tree": {**HS256, "kid": "../../../../dev/null"},
    "kid SQL": {**HS256, "kid": "x' UNION SELECT 'key"},
    "jku": {**HS256, "jku": "https://evil.example/keys"},
    "jwk": {**HS256, "jwk": {"kty": "oct", "k": base64.urlsafe_b64encode(EVIL).decode()}},
    "x5u": {**HS256, "x5u": "https://evil.example/cert.pem"},
}
CLAIMS = {
    "expired": {"iat": NOW - 3600, "exp": NOW - 60},
    "nbf to come": {"nbf": NOW + 60},
    "nbf text": {"nbf": str(NOW)},
    "iat to come": {"iat": NOW + 60, "exp": NOW + 600},
    "iat text": {"iat": str(NOW)},
    "iat true": {"iat": True},
    "no iat": {"iat": ...},
    "no exp": {"exp": ...},
    "exp null": {"exp": None},
    "exp text": {"exp": str(NOW + 60)},
    "exp float": {"exp": NOW + 60.5},
    "exp true": {"exp": True},
    "exp far away": {"exp": 10**18},
    "exp infinite": {"exp": float("inf")},
    "longer than an access token lives": {"exp": NOW + 2 * 3600},
    "a refresh token of the Spring backend": {"exp": NOW + 14 * 86400},
    "no subject": {"sub": ...},
    "subject null": {"sub": None},
    "subject empty": {"sub": ""},
    "subject a number": {"sub": 1},
    "subject a list": {"sub": [SOMEONE]},
    "subject no UUID": {"sub": "1 OR 1=1"},
    "subject a URN": {"sub": f"urn:uuid:{SOMEONE}"},
    "externalId a list": {"sub": ..., "externalId": [SOMEONE]},
    "sub and externalId differ": {"externalId": SOMEONE},
    "token_type refresh": {"token_type": "refresh"},
    "token_type unknown": {"token_type": "sliding"},
    "jti a number": {"jti": 1},
}
NOT_ONE_TOKEN = [
    *("", "Bearer", "Bearer ", "{}", "Basic {}", "Token {}", "Bearer {}x.y", "Bearer\t{}"),
    *("Bearer {} {}", "Bearer {},Bearer {}", "Bearer \u00e9{}", "Bearer {}\x00"),
    "Bearer " + "a" * 2**20,
]


@pytest.fixture(autouse=True)
def _at_now():
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def member():
    return make_member()


@pytest.fixture
def refused(django_assert_num_queries):
    """The one answer to every fault, given before any member is looked up."""

    def check(authorization: str, **extra):
        with django_assert_num_queries(0):
            answer = stranger().get(ME, headers={"Authorization": authorization}, **extra)
        assert answer.status_code == 401
        assert answer.json() == UNAUTHORIZED
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'

    return check


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_an_algorithm_that_is_not_ours_is_refused(refused, member, header):
    """RELIABILITY S3: signed with our key, and unsigned."""
    refused(f"Bearer {forged(claims_of(member), header=header)}")
    refused(f"Bearer {forged(claims_of(member), header=header, signature=b'')}")


@pytest.mark.parametrize(("name", "digest"), [("HS384", "sha384"), ("HS512", "sha512")])
def test_another_hash_is_refused_even_with_our_key(refused, member, name, digest):
    """RELIABILITY S3."""
    refused(f"Bearer {forged(claims_of(member), header={'alg': name}, digest=digest)}")


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_another_key_is_refused(refused, member, key):
    """RELIABILITY S3, fact 8."""
    refused(f"Bearer {forged(claims_of(member), key=key)}")


@pytest.mark.parametrize("header", EVIL_HEADERS.values(), ids=EVIL_HEADERS)
@pytest.mark.parametrize("key", [EVIL, b""], ids=["attacker's key", "empty file"])
def test_a_header_cannot_bring_its_own_key(refused, member, header, key):
    """RELIABILITY S3."""
    refused(f"Bearer {forged(claims_of(member), header=header, key=key)}")


@pytest.mark.parametrize("changes", CLAIMS.values(), ids=CLAIMS)
def test_claims_that_do_not_hold_are_refused(refused, member, changes):
    """CONTRACT P1, P3; RELIABILITY S3, D9."""
    refused(f"Bearer {forged(claims_of(member, **changes))}")


def test_our_own_refresh_token_opens_nothing(refused, member):
    refused(f"Bearer {RefreshToken.for_member(member)}")


def test_a_changed_payload_breaks_the_signature(refused, member):
    """RELIABILITY S3: tampered payload, stripped and zero signatures."""
    head, _, sign = forged(claims_of(member)).split(".")
    body = forged(claims_of(make_member())).split(".")[1]

    refused(f"Bearer {head}.{body}.{sign}")
    refused(f"Bearer {head}.{body}.")
    refused(f"Bearer {head}.{body}")
    refused(f"Bearer {forged(claims_of(member), signature=bytes(32))}")
    refused(f"Bearer {forged('no claims')}")


@pytest.mark.parametrize("authorization", NOT_ONE_TOKEN)
def test_a_header_that_is_not_one_bearer_token_is_refused(refused, member, authorization):
    """RELIABILITY S3: two tokens, 1 MB."""
    refused(authorization.replace("{}", forged(claims_of(member))))


def test_no_token_at_all_gives_the_same_answer(django_assert_num_queries):
    """CONTRACT D81."""
    with django_assert_num_queries(0):
        answer = stranger().get(ME)
    assert (answer.status_code, answer.json()) == (401, UNAUTHORIZED)


def test_our_access_token_opens_the_api(member):
    """CONTRACT D79, P1: it carries both names of the member."""
    token = AccessToken.for_member(member)

    answer = bearing(token).get(ME)

    assert answer.json()["payload"]["externalId"] == str(member.external_id)
    assert {"sub", "externalId", "role", "iat", "exp", "jti", "token_type"} == set(token.payload)
    assert token["sub"] == token["externalId"]


@pytest.mark.parametrize(
    "changes",
    [{}, {"exp": NOW + 60}, {"nbf": NOW}, {"aud": "app"}, {"jti": "x"}, {"token_type": "access"}],
)
def test_a_token_of_the_spring_backend_opens_the_api(member, changes):
    """CONTRACT D19, P1; RELIABILITY fact 8: no id, no type."""
    answer = bearing(forged(claims_of(member, **changes))).get(ME)
    assert answer.json()["payload"]["externalId"] == str(member.external_id)


def test_a_token_may_name_the_member_by_external_id_alone_or_twice(member):
    """CONTRACT P1, D80."""
    name = str(member.external_id)
    for changes in ({"sub": ..., "externalId": name}, {"externalId": name.upper()}):
        assert bearing(forged(claims_of(member, **changes))).get(ME).status_code == 200


def test_headers_that_name_keys_are_ignored_when_the_signature_is_ours(member):
    """RELIABILITY S3: kid is ignored, 1/1."""
    for header in EVIL_HEADERS.values():
        assert bearing(forged(claims_of(member), header=header)).get(ME).status_code == 200


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer "])
def test_the_scheme_is_read_without_case(member, scheme):
    header = {"Authorization": f"{scheme} {forged(claims_of(member))}"}
    assert stranger().get(ME, headers=header).status_code == 200


def test_the_former_key_verifies_while_it_is_being_replaced(member, settings):
    """RELIABILITY D9: two keys during rotation, new tokens by the new one only."""
    token, settings.JWT_OLD_KEY = forged(claims_of(member)), settings.JWT_KEY
    settings.JWT_KEY = b"the new key has thirty-two bytes"

    assert bearing(token).get(ME).status_code == 200
    assert bearing(forged(claims_of(member), key=EVIL)).get(ME).status_code == 401
    assert AccessToken.for_member(member).get_token_backend().signing_key == settings.JWT_KEY


@pytest.mark.parametrize(
    ("claim", "offset", "status"),
    [
        ("iat", -35, 200),
        ("iat", -25, 200),
        ("iat", 25, 200),
        ("iat", 35, 401),
        ("nbf", -35, 200),
        ("nbf", -25, 200),
        ("nbf", 25, 200),
        ("nbf", 35, 401),
        ("exp", -35, 401),
        ("exp", -25, 200),
        ("exp", 25, 200),
        ("exp", 35, 200),
    ],
)
def test_clocks_may_differ_by_half_a_minute(member, claim, offset, status):
    """RELIABILITY F14: 12/12."""
    now = int(time.time())
    times = {"iat": now - 60, "exp": now + 60} | {claim: now + offset}

    answer = bearing(forged(claims_of(member, **times))).get(ME)

    assert answer.status_code == status


def test_a_member_that_left_or_is_banned_is_out_at_once(member):
    """RELIABILITY S5, 3/3; CONTRACT D83, P2."""
    client = bearing(forged(claims_of(member)))
    unknown = bearing(forged(claims_of(member, sub=str(uuid.uuid4()))))
    gone = {"statusCode": 404, "message": "회원을 찾을 수 없습니다.", "code": "member_not_found"}

    assert client.get(ME).status_code == 200
    type(member).objects.filter(pk=member.pk).update(is_active=False)
    assert client.get(ME).json() == UNAUTHORIZED
    type(member).objects.filter(pk=member.pk).update(is_active=True, deleted_at="2026-01-01T00:00Z")
    assert client.get(ME).json() == gone
    assert unknown.get(ME).json() == gone
