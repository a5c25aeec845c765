"""The containers agree with the code: names, ports, commands and probes."""

import importlib.util
import itertools
import json
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml
from django.urls import resolve

from config import alive
from config.embedded.cluster import INITDB
from config.embedded.layout import ROOT
from config.tests.env_files import names_in

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("prepare", "web", "worker", "beat")
STEPS = re.findall(
    r"^([A-Z]+) (.*)$",
    (ROOT / "Dockerfile").read_text().replace("\\\n", " "),
    re.MULTILINE,
)
has_compose = bool(
    shutil.which("docker")
    and not subprocess.run(["docker", "compose", "version"], capture_output=True).returncode
)


def step(word: str) -> list[str]:
    return [text for found, text in STEPS if found == word]


def commands() -> list[list[str]]:
    given = [SERVICES[name]["command"] for name in OURS if "command" in SERVICES[name]]
    health = step("HEALTHCHECK")[0].partition("CMD")[2]
    return [*given, json.loads(step("CMD")[0]), json.loads(health)]


def test_the_services_are_those_of_the_site():
    """CONTRACT M11."""
    assert SERVICES.keys() == {"postgres", "valkey", *OURS}


@pytest.mark.parametrize("name", OURS)
def test_our_containers_get_listed_settings_only(name):
    listed = names_in(ROOT / ".env.example")
    assert SERVICES[name]["environment"].keys() <= listed


def test_compose_itself_asks_for_listed_names_only():
    asked = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert asked <= names_in(ROOT / ".env.example")
    assert "POSTGRES_PASSWORD" in names_in(ROOT / ".env.safe") & names_in(ROOT / ".env.template")


def test_the_modules_of_all_commands_exist():
    for command in commands():
        words = [word.removeprefix("python:") for word in command]
        named = [
            after
            for before, after in itertools.pairwise(words)
            if before in {"-m", "--app", "--config"}
        ]
        assert named, command
        for module in named:
            assert importlib.util.find_spec(module), module
    assert importlib.util.find_spec(json.loads(step("CMD")[0])[-1])


def test_the_web_listens_where_compose_and_the_probe_look():
    """CONTRACT D13."""
    assert json.loads(step("CMD")[0])[4] == f"0.0.0.0:{alive.PORT}"
    assert step("EXPOSE") == [str(alive.PORT)]
    assert SERVICES["web"]["ports"] == [f"127.0.0.1:${{PORT:-8000}}:{alive.PORT}"]
    assert resolve("/health")


def test_the_database_is_made_as_the_embedded_one():
    given = set(SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split())
    assert given <= set(INITDB)
    assert given >= {"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"}


def test_database_and_broker_are_named_alike_on_both_sides():
    postgres, web = SERVICES["postgres"]["environment"], SERVICES["web"]["environment"]
    assert web["DB_HOST"] in SERVICES
    assert (web["DB_NAME"], web["DB_USERNAME"], web["DB_PASSWORD"]) == (
        postgres["POSTGRES_DB"],
        postgres["POSTGRES_USER"],
        postgres["POSTGRES_PASSWORD"],
    )
    assert re.match(r"redis://(\w+):", web["REDIS_URL"])[1] in SERVICES


def test_stores_are_private_healthy_and_kept():
    for name in ("postgres", "valkey"):
        service = SERVICES[name]
        assert "ports" not in service
        assert service["healthcheck"]["test"]
        assert service["volumes"][0].partition(":")[0] in COMPOSE["volumes"]


def test_nothing_starts_before_what_it_needs():
    needs = {name: set(SERVICES[name].get("depends_on", {})) for name in OURS}
    assert needs.pop("prepare") == {"postgres", "valkey"}
    assert set(map(frozenset, needs.values())) == {frozenset({"prepare"})}


def test_all_but_the_preparation_are_restarted():
    assert {name for name in SERVICES if SERVICES[name]["restart"] == "unless-stopped"} == (
        SERVICES.keys() - {"prepare"}
    )


def test_a_worker_may_finish_its_task_before_it_is_killed(settings):
    assert SERVICES["worker"]["stop_grace_period"] == "60s"
    assert settings.CELERY_TASK_TIME_LIMIT < 60


def test_the_image_is_built_in_stages_and_runs_as_nobody_special():
    """CONTRACT M41."""
    assert len(step("FROM")) == 2
    assert step("USER") == ["diggindie"]
    assert any("--require-hashes" in text for text in step("RUN"))


def test_the_image_leaves_out_what_slows_it_or_must_stay_here():
    """CONTRACT M42, M49."""
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".venv", ".env", "var", "dataset"} <= set(ignored)


def test_the_probe_calls_the_site_by_a_name_it_answers_to(monkeypatch):
    for given, host in (("", "127.0.0.1"), (".app.example", "app.example"), ("*", "127.0.0.1")):
        monkeypatch.setenv("ALLOWED_HOSTS", given)
        assert alive.host() == host


@pytest.mark.skipif(not has_compose, reason="the compose plugin of docker is not installed")
def test_compose_itself_accepts_the_file():
    command = ["docker", "compose", "--env-file", ".env.safe", "config", "--quiet"]
    assert subprocess.run(command, cwd=ROOT).returncode == 0
