"""The one base of every error that we foresaw."""

from typing import Any


class DomainError(Exception):
    """Something a client, a curator or a provider did that we foresaw.

    Subclass it next to the function that raises it. `code` is the stable machine word of
    CONTRACT P4, `message` is what a person reads (Korean, translated at the edge), `status`
    the HTTP status. Anything that is not a `DomainError` is a bug and becomes a plain 500.
    """

    code = "invalid"
    status = 400
    message = "요청을 처리할 수 없습니다."

    def __init__(
        self,
        message: str | None = None,
        *,
        errors: dict[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        self.message = message or self.message
        self.errors = errors
        self.retry_after = retry_after
        super().__init__(self.message)
