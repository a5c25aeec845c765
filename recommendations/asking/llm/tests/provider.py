"""A language model on loopback, as a good provider, a bad one and an attacker."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.utils.timezone import now

from embeddings.tests.fake_chat import MEGABYTE, Answer, FakeChat, drip, raw, says, silence
from recommendations.asking.helping import Helper
from recommendations.asking.llm.services import helper_for

INJECTIONS = tuple(Path(__file__).with_name("injections.txt").read_text("utf-8").splitlines())
KEY = "sk-do-not-tell"
UNKNOWN = 99_999_999
MARKUP = "<script>alert(1)</script>![x](https://evil.example/x.png)"
SECRET = "someone-else@example.com"

Content = Callable[[dict[str, Any]], Any]  # what was asked -> the JSON of the answer


def tool_call() -> Answer:
    call = {
        "id": "c",
        "type": "function",
        "function": {"name": "delete_bands", "arguments": "{}"},
    }
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "fake"}
    return raw(200, json.dumps(body | {"choices": [choice]}).encode())


FAULTS = {
    "silence": silence,
    "drip": drip,
    "500": raw(500, b'{"error": {"message": "secret words"}}'),
    "429": raw(429, b'{"error": {"message": "secret words"}}'),
    "401": raw(401, b'{"error": {"message": "secret words"}}'),
    "html": raw(200, b"<html><h1>Welcome</h1></html>", "text/html"),
    "half a JSON": raw(200, b'{"choices": [{"mess'),
    "a megabyte": raw(200, b" " * MEGABYTE),
    "a megabyte of words": says({"bands": ["x" * MEGABYTE]}),
    "words, not JSON": says("I would recommend Nickelback."),
    "a list": says([1, 2, 3]),
    "null": says("null"),
    "deep": says("[" * 100_000),
    "a call of a tool": tool_call(),
    "another shape": says({"recommendations": [{"bandId": UNKNOWN}]}),
    "parts of another kind": says({"bands": "all", "wanted": {}, "ids": 7, "sentences": None}),
}


def kind_of(asked: dict[str, Any]) -> str:
    """Which of the three questions it is, by a part that only its schema has."""
    parts = asked["response_format"]["json_schema"]["schema"]["properties"]
    return {"bands": "understand", "ids": "choose", "sentences": "rephrase"}[next(iter(parts))]


def facts_of(asked: dict[str, Any]) -> dict[str, Any]:
    return json.loads(asked["messages"][1]["content"])


def by_question(**contents: Content) -> Answer:
    """Answer each kind of question by its function, and a kind that has none uselessly."""

    def answer(handler: Any) -> None:
        asked = handler.server.fake.asked[-1]
        says(contents.get(kind_of(asked), lambda _asked: {})(asked))(handler)

    return answer


def reading(**parts: Any) -> dict[str, Any]:
    """An understanding that reads nothing but the `parts`."""
    nothing: dict[str, Any] = {"bands": [], "wanted": [], "unwanted": [], "missing": []}
    feeling = {"attitude": "neutral", "confidence": 0.6}
    return nothing | {"act": "any", "feeling": feeling} | parts


def attack(asked: dict[str, Any]) -> Any:
    """Whatever is forbidden, in the shape that is wanted."""
    evil = [{"kind": "band", "name": MARKUP}, {"kind": "band", "name": SECRET}]
    tags = [{"id": UNKNOWN, "words": MARKUP}, {"id": 1, "words": "not said"}]
    feeling = {"attitude": "like", "confidence": 1e308}
    return {
        "understand": reading(
            bands=[{"id": UNKNOWN, **feeling}, {"id": 1, **feeling}, {"id": "1; DROP", **feeling}],
            wanted=tags,
            unwanted=tags,
            missing=evil,
            feeling=feeling,
            act=MARKUP,
        ),
        "choose": {"ids": [UNKNOWN, -1, True, "1", None, [1]], "ideas": evil},
        "rephrase": {
            "sentences": [f"{one} {MARKUP} Nickelback" for one in facts_of(asked)["sentences"]]
            if kind_of(asked) == "rephrase"
            else []
        },
    }[kind_of(asked)]


ATTACKER = by_question(understand=attack, choose=attack, rephrase=attack)


@contextmanager
def model_of(settings: Any, *answers: Answer, **changes: Any) -> Iterator[FakeChat]:
    """A site that has a language model, which answers so."""
    with FakeChat(*answers) as server:
        settings.ASKING_LLM_MODEL, settings.ASKING_LLM_BASE_URL = "fake", server.base_url
        settings.ASKING_LLM_API_KEY = KEY
        for name, value in changes.items():
            setattr(settings, name, value)
        yield server


def helper(asker: str = "somebody") -> Helper:
    return helper_for(asker=asker, now=now())
