"""Settings: nothing is needed to boot, and what is given and wrong stops the start."""

import ast
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.embedded import plan
from config.embedded.layout import ROOT
from config.tests.env_files import names_in

EXAMPLE = ROOT / ".env.example"
LISTED = names_in(EXAMPLE)
GOOD = {
    "DJANGO_SECRET_KEY": "k" * 40,
    "JWT_SECRET_KEY": "dGVzdHMtb25seS1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy4u",
}
WRONG = [
    ("DJANGO_SECRET_KEY", {"DJANGO_SECRET_KEY": "short"}),
    ("DJANGO_SECRET_KEY", {"DJANGO_SECRET_KEY": ""}),
    ("JWT_SECRET_KEY", {"JWT_SECRET_KEY": ""}),
    ("JWT_SECRET_KEY", {"JWT_SECRET_KEY": "no base64!"}),
    ("JWT_SECRET_KEY", {"JWT_SECRET_KEY": "-_-_" * 12}),
    ("JWT_SECRET_KEY", {"JWT_SECRET_KEY": "c2hvcnQ="}),
    ("JWT_SECRET_KEY_OLD", {"JWT_SECRET_KEY_OLD": "c2hvcnQ="}),
    ("DATABASE_URL", {"DATABASE_URL": "mysql://localhost/x"}),
    ("DATABASE_URL", {"DATABASE_URL": "postgresql://localhost:port/x"}),
    ("DB_PORT", {"DB_HOST": "localhost", "DB_PORT": "many"}),
    ("DB_PORT", {"DB_HOST": "localhost", "DB_PORT": "70000"}),
    ("DB_STATEMENT_TIMEOUT_MS", {"DB_STATEMENT_TIMEOUT_MS": "-1"}),
    ("REDIS_URL", {"REDIS_URL": "http://localhost"}),
    ("HTTPS", {"HTTPS": "maybe"}),
    ("DJANGO_DEBUG", {"DJANGO_DEBUG": "2"}),
    ("CORS_ORIGINS", {"CORS_ORIGINS": "app.example"}),
    ("CSRF_TRUSTED_ORIGINS", {"CSRF_TRUSTED_ORIGINS": "https://app.example/path"}),
    ("NUM_PROXIES", {"NUM_PROXIES": "1.5"}),
    ("EMBEDDING_PROVIDER", {"EMBEDDING_PROVIDER": "cohere"}),
    ("OPENAI_API_KEY", {"EMBEDDING_PROVIDER": "openai"}),
    ("OPENAI_BASE_URL", {"OPENAI_BASE_URL": "ftp://models.example"}),
    ("OPENAI_EMBEDDING_DIMENSIONS", {"OPENAI_EMBEDDING_DIMENSIONS": "0"}),
    ("EMBEDDING_REQUEST_SECONDS", {"EMBEDDING_REQUEST_SECONDS": "soon"}),
    ("EMBEDDING_TASK_SECONDS", {"EMBEDDING_TASK_SECONDS": "100000"}),
    ("EMBEDDING_SWEEP_SECONDS", {"EMBEDDING_SWEEP_SECONDS": "0"}),
    ("EMBEDDING_PRICES", {"EMBEDDING_PRICES": "a-model"}),
    ("EMBEDDING_PRICES", {"EMBEDDING_PRICES": "a-model=cheap"}),
    ("EMBEDDING_PRICES", {"EMBEDDING_PRICES": "a-model=NaN"}),
    ("EMBEDDING_PRICES", {"EMBEDDING_PRICES": "a-model=-1"}),
    ("EMBEDDING_PRICES", {"EMBEDDING_PRICES": "=1"}),
    ("EMBEDDING_SWITCH_TOLERANCE", {"EMBEDDING_SWITCH_TOLERANCE": "2"}),
    ("SPOTIPY_CLIENT_SECRET", {"SPOTIPY_CLIENT_ID": "only-half"}),
    ("LOG_LEVEL", {"LOG_LEVEL": "LOUD"}),
    ("LOG_JSON", {"LOG_JSON": "perhaps"}),
]


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    before = dict(os.environ)
    for name in LISTED:
        os.environ.pop(name, None)
    os.environ |= {"ENV_FILE": os.devnull, "DIGGINDIE_HOME": str(tmp_path)}
    yield
    os.environ.clear()
    os.environ.update(before)


def settings_with(**environment: str) -> dict[str, Any]:
    os.environ.update(GOOD | environment)
    return runpy.run_path(str(ROOT / "config" / "settings.py"))


@pytest.mark.parametrize(("name", "given"), WRONG)
def test_a_wrong_value_is_named_in_one_line(name, given):
    """CONTRACT M45, RELIABILITY S4."""
    with pytest.raises(ImproperlyConfigured) as problem:
        settings_with(**given)
    message = str(problem.value)
    assert name in message
    assert "\n" not in message


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_a_wrong_port_is_named_in_one_line(port):
    os.environ["PORT"] = port
    with pytest.raises(ImproperlyConfigured, match="PORT must"):
        plan.read()


COMMANDS = {
    "manage.py": ["manage.py", "check"],
    "gunicorn": ["-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"],
    "celery": ["-m", "celery", "--app", "config.celery", "report"],
    "make run": ["-m", "config.embedded", "run"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
def test_every_command_stops_with_that_line_and_nothing_else(command):
    environment = os.environ | GOOD | {"HTTPS": "maybe"}
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 1
    assert ended.stdout + ended.stderr == (
        "DiggIndie cannot start: HTTPS must be true or false, not 'maybe'.\n"
    )


def test_it_boots_without_any_key():
    """CONTRACT M36, M45."""
    settings = settings_with()
    assert settings["EMBEDDED"]
    assert settings["EMBEDDING_PROVIDER"] == "local"
    assert settings["SPOTIPY_CLIENT_ID"] == settings["OPENAI_API_KEY"] == ""


def test_env_safe_boots_and_asks_for_no_key():
    """CONTRACT M26, M36: `.env.safe` copied to `.env`."""
    env.read_file(ROOT / ".env.safe")
    assert settings_with()["EMBEDDING_PROVIDER"] == "local"


def test_env_template_boots_before_it_is_filled_in():
    """CONTRACT M26, M37, M46."""
    env.read_file(ROOT / ".env.template")
    assert settings_with()["HTTPS"]
    assert {"SPOTIPY_CLIENT_ID", "SPOTIPY_CLIENT_SECRET", "OPENAI_API_KEY"} <= names_in(
        ROOT / ".env.template"
    )


def test_database_keys_make_an_address():
    """CONTRACT D9."""
    parts = {"DB_HOST": "localhost", "DB_PORT": "5432", "DB_NAME": "postgres"}
    database = settings_with(**parts, DB_USERNAME="postgres", DB_PASSWORD="p@ss/word")
    assert (
        database["DATABASES"]["default"].items()
        >= {
            "HOST": "localhost",
            "PORT": 5432,
            "NAME": "postgres",
            "USER": "postgres",
            "PASSWORD": "p@ss/word",
        }.items()
    )


def test_a_key_of_openai_is_enough_to_use_it():
    """CONTRACT D10, D11."""
    settings = settings_with(OPENAI_API_KEY="sk-made-up")
    assert settings["EMBEDDING_PROVIDER"] == "openai"
    assert settings["OPENAI_EMBEDDING_MODEL"] == "text-embedding-3-small"
    assert settings["OPENAI_EMBEDDING_DIMENSIONS"] == 1536


def test_the_token_key_is_the_decoded_one():
    """CONTRACT D12."""
    assert settings_with()["JWT_KEY"] == b"tests-only-key-of-thirty-two-bytes.."


def test_the_site_is_on_port_8000_unless_told_otherwise():
    """CONTRACT D13."""
    assert plan.read().address == "http://127.0.0.1:8000"


@pytest.mark.parametrize("database", ["", "postgresql://localhost/x"])
@pytest.mark.parametrize("broker", ["", "redis://localhost"])
def test_only_what_is_not_given_is_embedded(database, broker):
    os.environ |= {"DATABASE_URL": database, "REDIS_URL": broker}
    made = plan.read()
    assert made.embeds_postgres == (not database)
    assert made.embeds_valkey == (not broker)


def test_only_the_sole_worker_takes_back_what_a_killed_one_held():
    """RELIABILITY D8."""
    assert plan.read().worker().environment["EMBEDDED_WORKER"] == "1"
    os.environ["REDIS_URL"] = "redis://shared"
    assert "EMBEDDED_WORKER" not in plan.read().worker().environment


def test_only_the_web_has_little_time_for_a_statement():
    """RELIABILITY D10."""
    made = plan.read()
    for child in (made.worker(), made.beat(), made.preparation()):
        assert child.environment["DB_STATEMENT_TIMEOUT_MS"] == "60000"
    assert "DB_STATEMENT_TIMEOUT_MS" not in made.web().environment


def test_an_empty_value_does_not_hide_one_of_a_file(tmp_path):
    file = tmp_path / "env"
    file.write_text("PORT=8123\nADMIN_PATH=of-the-file\n")
    os.environ |= {"PORT": "", "ADMIN_PATH": "exported"}
    env.read_file(file)
    assert (os.environ["PORT"], os.environ["ADMIN_PATH"]) == ("8123", "exported")


def test_the_env_file_is_not_in_git():
    """CONTRACT D62."""
    assert ".env" in (ROOT / ".gitignore").read_text().split()


def test_third_party_data_stay_out_of_git():
    """CONTRACT M18."""
    assert "/dataset/" in (ROOT / ".gitignore").read_text().split()


def test_env_example_lists_every_setting_and_no_other():
    assert LISTED - {"POSTGRES_PASSWORD"} == names_read_by_the_code()


def test_the_other_env_files_name_listed_settings_only():
    assert names_in(ROOT / ".env.safe") | names_in(ROOT / ".env.template") <= LISTED


def names_read_by_the_code() -> set[str]:
    apps = ("config", "bands", "members", "embeddings", "recommendations")
    files = [file for app in apps for file in (ROOT / app).rglob("*.py")]
    return {
        name
        for file in files
        if "tests" not in file.parts and file.name != "settings_test.py"
        for name in _names_read_by(ast.parse(file.read_text()))
    } - {"PATH", "DJANGO_SETTINGS_MODULE"}


def _names_read_by(tree: ast.AST) -> Iterator[str]:
    """First arguments of `env.<reader>(...)`, `text(...)` and `os.environ.get(...)`."""
    for node in ast.walk(tree):
        values = []
        if isinstance(node, ast.Call) and re.fullmatch(
            r"(env\.\w+|text|_quoted|integer|os\.environ\.get)", ast.unparse(node.func)
        ):
            values = node.args[:1]
        elif isinstance(node, ast.FunctionDef) and node.name == "database_url":
            values = node.args.defaults
        for value in values:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value
