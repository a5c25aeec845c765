"""The one door to the language model: limits, a deadline for the answer, one second try.

A call goes out only when the breaker, the day's limits and the few places for calls allow it, and
comes back as what `check` made of it or as `NoHelp`. What is asked and answered is never logged.
"""

import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings

from embeddings.text.base import ProviderBusy, ProviderError, ProviderRefuses, ProviderUnavailable
from embeddings.text.chat import ChatModel, Reply
from embeddings.text.reasons import Reason, failure
from recommendations.asking.llm import budget
from recommendations.asking.llm.breaker import Breaker
from recommendations.asking.llm.budget import OverLimit
from recommendations.asking.llm.checking import Useless
from recommendations.asking.llm.recent import Recent

logger = logging.getLogger(__name__)

T = TypeVar("T")

TRIES = 2
CALLS_AT_ONCE = 2  # of a process's four threads: the others go on answering by the rules
MOST_TOKENS = 1_500  # of an answer
SHORTEST = 0.2  # seconds for which a try is worth its cost

FAILED, LIMITED = "llm_failed", "llm_limited"  # marks of an answer


class NoHelp(Exception):
    """The rules have to do alone; `mark` says why."""

    def __init__(self, mark: str) -> None:
        super().__init__(mark)
        self.mark = mark


@dataclass(frozen=True)
class Question:
    """What is asked of the model: the instruction, the facts, and the shape of the answer."""

    system: str
    facts: dict[str, Any]
    schema: dict[str, Any]

    @property
    def user(self) -> str:
        return json.dumps(self.facts, ensure_ascii=False)

    @property
    def key(self) -> str:
        whole = json.dumps([self.system, self.facts, self.schema])
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def most_tokens_in(self) -> int:
        """No tokeniser makes more tokens than bytes."""
        return len(f"{self.system}{self.user}{json.dumps(self.schema)}".encode())


@dataclass(frozen=True)
class Turn:
    """One answer's use of the model: at whose expense, and until when in all."""

    asker: str
    now: datetime
    ends: float  # by `time.monotonic`

    @classmethod
    def of(cls, asker: str, now: datetime) -> "Turn":
        """From now on; the client is loaded before, which takes a second in a new process."""
        _connected()
        return cls(asker, now, time.monotonic() + settings.ASKING_LLM_SECONDS)

    @property
    def left(self) -> float:
        return self.ends - time.monotonic()


def ask(question: Question, check: Callable[[Any], T], *, turn: Turn) -> T:
    """What `check` made of the JSON; it raises `Useless` where that is none.

    Raises `NoHelp`, and nothing else that a model caused.
    """
    connection = _connected()
    known = connection.recent.get(question.key)
    if known is not None:
        return check(known)
    if not connection.slots.acquire(blocking=False):
        raise NoHelp(FAILED)
    try:
        if not connection.breaker.may_call():
            raise NoHelp(FAILED)
        content, checked = _tried(connection, question, check, turn)
    finally:
        connection.slots.release()
    connection.recent.put(question.key, content)
    return checked


def _tried(
    connection: "Connection", question: Question, check: Callable[[Any], T], turn: Turn
) -> tuple[Any, T]:
    problem: ProviderError = failure(ProviderUnavailable, Reason.TIMEOUT)
    for _try in range(TRIES):
        if turn.left < SHORTEST:
            break
        try:
            answered = _checked(connection.model, question, check, turn)
        except ProviderError as error:
            problem = error
            if isinstance(error, ProviderRefuses | ProviderBusy):
                break
        else:
            connection.breaker.note_success()
            return answered
    if problem.reason != Reason.BAD_ANSWER:  # quick, and perhaps brought about by one sentence
        connection.breaker.note_failure(problem)
    logger.warning("the language model gave no help: %s", problem.reason)
    raise NoHelp(FAILED)


def _checked(
    model: ChatModel, question: Question, check: Callable[[Any], T], turn: Turn
) -> tuple[Any, T]:
    try:
        content = _paid(model, question, turn).content
        return content, check(content)
    except OverLimit:
        raise NoHelp(LIMITED) from None
    except Useless:
        raise failure(ProviderUnavailable, Reason.BAD_ANSWER) from None


def _paid(model: ChatModel, question: Question, turn: Turn) -> Reply:
    most_in = question.most_tokens_in
    held = budget.reserve(asker=turn.asker, micros=budget.cost(most_in, MOST_TOKENS), now=turn.now)
    reply = model.reply(
        system=question.system,
        user=question.user,
        schema=question.schema,
        seconds=max(turn.left, SHORTEST),
        most_tokens=MOST_TOKENS,
    )
    tokens_in = most_in if reply.tokens_in is None else reply.tokens_in
    tokens_out = len(reply.text.encode()) if reply.tokens_out is None else reply.tokens_out
    budget.settle(held, micros=budget.cost(tokens_in, tokens_out))
    return reply


# --- One connection a process -----------------------------------------------------------------
@dataclass(frozen=True)
class Connection:
    model: ChatModel
    breaker: Breaker = field(default_factory=Breaker)
    recent: Recent = field(default_factory=Recent)
    slots: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(CALLS_AT_ONCE))


_connections: dict[tuple[str, ...], Connection] = {}
_lock = threading.Lock()


def is_configured() -> bool:
    return bool(settings.ASKING_LLM_MODEL)


def warm() -> None:
    """Load the client where a model is named, so that no question waits for it."""
    if is_configured():
        _connected()


def _connected() -> Connection:
    """Another address or key is another connection, so that settings changed in a test count."""
    key = (settings.ASKING_LLM_MODEL, settings.ASKING_LLM_BASE_URL, settings.ASKING_LLM_API_KEY)
    with _lock:
        if key not in _connections:
            model = ChatModel(model=key[0], base_url=key[1], api_key=key[2])
            _connections[key] = Connection(model)
        return _connections[key]


def _forget() -> None:
    """A connection that parent and child both write to would mix their answers."""
    global _lock
    _lock = threading.Lock()
    _connections.clear()


os.register_at_fork(after_in_child=_forget)
