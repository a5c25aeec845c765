"""A language model that answers in JSON of a given shape: one call, one deadline, no trust."""

import json
import weakref
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from config.deadline import deadline
from embeddings.text.base import ProviderUnavailable
from embeddings.text.reasons import Reason, failure

MAX_BODY = 200_000  # bytes of an answer; a list of keywords has hundreds


@dataclass(frozen=True)
class Reply:
    """What a model wrote, and the tokens that its server counted, None where it did not."""

    text: str
    tokens_in: int | None = None
    tokens_out: int | None = None

    @property
    def content(self) -> Any:
        """The JSON of it. Raises `ProviderUnavailable`."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            raise failure(ProviderUnavailable, Reason.BAD_ANSWER) from None


class ChatModel:
    """One model at one address, through OpenAI's own client, which is loaded with the first."""

    def __init__(self, *, model: str, api_key: str = "", base_url: str = "") -> None:
        from embeddings.text.openai import guarded_client, named

        self.model, self._named = model, named
        client = guarded_client(api_key=api_key, base_url=base_url, max_body=MAX_BODY)
        self._create = client.chat.completions.create
        weakref.finalize(self, client.close)

    def ask(self, *, system: str, user: str, schema: dict[str, Any], seconds: float) -> Any:
        """The answer as JSON, whatever its shape: the caller checks it. Raises `ProviderError`."""
        return self.reply(system=system, user=user, schema=schema, seconds=seconds).content

    def reply(
        self,
        *,
        system: str,
        user: str,
        schema: dict[str, Any],
        seconds: float,
        most_tokens: int | None = None,
    ) -> Reply:
        """The answer as it came, of `most_tokens` at most where the server knows that limit.

        Raises `ProviderError`.
        """
        limit = {} if most_tokens is None else {"max_completion_tokens": most_tokens}
        try:
            with deadline(seconds):
                answer = self._create(
                    model=self.model,
                    messages=[
                        {"role": "system", "content": system},
                        {"role": "user", "content": user},
                    ],
                    response_format={
                        "type": "json_schema",
                        "json_schema": {"name": "answer", "strict": True, "schema": schema},
                    },
                    timeout=seconds,
                    **limit,
                )
            return _reply(answer)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            raise failure(ProviderUnavailable, Reason.BAD_ANSWER) from None
        except Exception as error:
            raise self._named(error) from None  # what the provider said stays here


def _reply(answer: Any) -> Reply:
    text = answer.choices[0].message.content
    if not isinstance(text, str):  # a call of a tool, or a refusal
        raise TypeError
    usage = getattr(answer, "usage", None)
    return Reply(
        text, *(_count(getattr(usage, f"{kind}_tokens", None)) for kind in ("prompt", "completion"))
    )


def _count(told: object) -> int | None:
    return told if isinstance(told, int) and told >= 0 else None


def configured() -> ChatModel | None:
    """The model that the settings name, or None."""
    if not settings.OPENAI_CHAT_MODEL:
        return None
    return ChatModel(
        model=settings.OPENAI_CHAT_MODEL,
        api_key=settings.OPENAI_API_KEY,
        base_url=settings.OPENAI_CHAT_BASE_URL,
    )
