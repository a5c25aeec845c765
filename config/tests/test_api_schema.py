"""The OpenAPI document is complete and true (CONTRACT D15, D61; RELIABILITY S22)."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from config.tests.callers import stranger

METHODS = {"get", "put", "post", "patch", "delete"}


@pytest.fixture(scope="module")
def document():
    out = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return yaml.safe_load(out.getvalue())


def operations(document):
    for path, methods in document["paths"].items():
        for method in METHODS & methods.keys():
            yield f"{method.upper()} {path}", methods[method]


def test_the_document_is_valid_without_a_warning(document):
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"


def test_every_operation_has_a_summary_examples_and_its_errors(document):
    """CONTRACT D81-D84: 401 where a token is needed, 413 and 415 where a body is."""
    for name, operation in operations(document):
        responses = operation["responses"]
        assert operation["summary"], name
        assert {"429", "503"} <= responses.keys(), name
        assert "401" in responses or operation["security"] == [{}] or name.startswith("GET"), name
        for response in responses.values():
            assert response["content"]["application/json"]["examples"], name
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= responses.keys(), name
            assert operation["requestBody"]["content"]["application/json"]["examples"], name


def test_every_example_of_an_answer_says_its_own_status(document):
    """CONTRACT D68, D84."""
    for name, operation in operations(document):
        for status, response in operation["responses"].items():
            for example in response["content"]["application/json"]["examples"].values():
                assert example["value"]["statusCode"] == int(status), name


def test_an_operation_that_needs_a_token_says_so(document):
    """CONTRACT D79."""
    (get,) = [op for name, op in operations(document) if name == "GET /api/members/me"]
    (post,) = [op for name, op in operations(document) if name == "POST /api/auth/login"]
    assert get["security"] == [{"bearer": []}]
    assert post["security"] == [{}]


@pytest.mark.parametrize(
    ("wanted", "content_type"),
    [
        ({"path": "/api/schema?format=json"}, "application/vnd.oai.openapi+json"),
        ({"path": "/api/schema?format=yaml"}, "application/vnd.oai.openapi"),
        (
            {"path": "/api/schema", "headers": {"Accept": "application/json"}},
            "application/json",
        ),
    ],
)
def test_the_document_is_served_as_json_and_yaml(wanted, content_type):
    answer = stranger().get(**wanted)
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, content_type)
    assert yaml.safe_load(answer.text)["info"]["title"] == "DiggIndie API"
