"""What went wrong with a call to a model, in one word, whichever provider's client says it."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

from bot.domain.errors import ModelUnavailableError

RETRY_STATUS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
RATE_LIMITED = 429
_REASONS = {400: "bad_request", 401: "no_access", 403: "no_access", 404: "no_such_model"}
_LOST = ("connect", "connection", "protocol", "network", "read", "transport", "closed", "stream")


def reason_of(error: BaseException) -> str:
    """Give the reason for a failure, one word for logs and records; never the error's text."""
    if isinstance(error, ModelUnavailableError):
        return error.reason
    if isinstance(error, TimeoutError | asyncio.CancelledError) or _named(error, "timeout"):
        return "timeout"
    status = status_of(error)
    if status == RATE_LIMITED:
        return "rate_limited"
    if status is not None:
        return _REASONS.get(status, f"status_{status}")
    if any(_named(error, word) for word in _LOST):
        return "connection"
    return "nonsense" if isinstance(error, ValueError | json.JSONDecodeError) else "error"


def may_pass(error: BaseException) -> bool:
    """Say whether a failure may be gone at the next try."""
    if isinstance(error, ModelUnavailableError | TimeoutError):
        return False
    status = status_of(error)
    return status in RETRY_STATUS if status is not None else reason_of(error) == "connection"


def status_of(error: BaseException) -> int | None:
    """Give the HTTP status that a provider's client hides in its error."""
    for cause in _causes(error):
        for found in (
            getattr(cause, "status_code", None),
            getattr(cause, "code", None),
            getattr(_response(cause), "status_code", None),
            _aws(cause).get("HTTPStatusCode"),
        ):
            if isinstance(found, int):
                return found
    return None


def wait_asked_for(error: BaseException) -> float | None:
    """Give the seconds that the provider asks to wait (Retry-After), None where it names none."""
    for cause in _causes(error):
        headers = getattr(_response(cause), "headers", None) or _aws(cause).get("HTTPHeaders")
        value = (headers or {}).get("retry-after")
        if value is not None and str(value).strip().replace(".", "", 1).isdigit():
            return float(value)
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was raised from: LangChain wraps some."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _response(error: BaseException) -> Any:
    return getattr(error, "response", None)


def _aws(error: BaseException) -> dict[str, Any]:
    response = _response(error)
    about = response.get("ResponseMetadata", {}) if isinstance(response, dict) else {}
    return about if isinstance(about, dict) else {}


def _named(error: BaseException, word: str) -> bool:
    kinds = (kind.__name__.lower() for cause in _causes(error) for kind in type(cause).__mro__)
    return any(word in kind for kind in kinds)
