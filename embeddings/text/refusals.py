"""What an HTTP status and an OpenAI-style error body mean to us: pure, without the SDK."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from config.retry_after import retry_after
from embeddings.text.base import (
    ProviderBusy,
    ProviderError,
    ProviderRefuses,
    ProviderUnavailable,
    TextNotEmbeddable,
)
from embeddings.text.reasons import Reason, failure

LONGEST_RETRY_AFTER = 3600  # seconds: a provider does not get to switch us off for a day

OUT_OF_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
OUR_PARAMETERS = {"model", "dimensions", "encoding_format", "user"}
ABOUT_INPUT = re.compile(
    r"\binputs?\b|context.length|too (long|large|many tokens)|max\w*[^.]{0,40}tokens", re.IGNORECASE
)
REFUSALS = {
    401: Reason.UNAUTHORIZED,
    402: Reason.NO_QUOTA,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
}


@dataclass(frozen=True)
class Refusal:
    """An answer that is not 200. `message` is read, and never shown."""

    status: int
    code: str = ""
    kind: str = ""
    parameter: str = ""
    message: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def meaning(refusal: Refusal, *, now: datetime) -> ProviderError:
    """The error of ours that says what may cure it: waiting, the operator, or another text."""
    status = refusal.status
    if OUT_OF_QUOTA & {refusal.code, refusal.kind}:
        return failure(ProviderRefuses, Reason.NO_QUOTA)
    if status == 429:
        said = refusal.headers.get("retry-after", "")
        wait = retry_after(said, now=now, longest=LONGEST_RETRY_AFTER)
        return failure(ProviderBusy, Reason.RATE_LIMITED, retry_after=wait)
    if status == 413 or (status in {400, 422} and _is_about_input(refusal)):
        return failure(TextNotEmbeddable, Reason.BAD_TEXT)
    if status == 408:
        return failure(ProviderUnavailable, Reason.TIMEOUT)
    if 400 <= status < 500:
        return failure(ProviderRefuses, REFUSALS.get(status, Reason.REFUSED))
    return failure(ProviderUnavailable, Reason.SERVER_ERROR if status >= 500 else Reason.BAD_ANSWER)


def _is_about_input(refusal: Refusal) -> bool:
    # A 400 about anything else must not mark a text as hopeless for ever.
    if refusal.parameter in OUR_PARAMETERS:
        return False
    return refusal.parameter.lstrip("$.").startswith("input") or bool(
        ABOUT_INPUT.search(f"{refusal.code} {refusal.message}")
    )
