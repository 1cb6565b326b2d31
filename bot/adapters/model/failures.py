"""What went wrong with a call to a model, in one word, whichever provider's client says it."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.domain.errors import ModelUnavailableError

RETRY_STATUS = frozenset({408, 409, 424, 425, 429, 500, 502, 503, 504, 529})
RATE_LIMITED, FAILED = 429, 400  # from here on a status is a failure
_REASONS = {
    400: "bad_request",
    401: "no_access",
    403: "no_access",
    404: "no_such_model",
    429: "rate_limited",
}
# What breaks off a stream comes without a status: providers name its kind, each in its way.
_KINDS = (
    ("throttling", 429),
    ("ratelimit", 429),
    ("resourceexhausted", 429),
    ("overloaded", 529),
    ("unavailable", 503),
    ("timeout", 504),
    ("servererror", 500),
    ("internal", 500),
    ("apierror", 500),
    ("modelstream", 424),
    ("validation", 400),
    ("invalidrequest", 400),
)
# Parts of the names of errors, by what has happened; the first that is found counts.
_NAMED = (
    ("lengthfinishreason", "cut_off"),
    ("contentfilterfinishreason", "withheld"),
    ("timeout", "timeout"),
    ("credential", "no_access"),
    ("connect", "connection"),
    ("protocol", "connection"),
    ("network", "connection"),
    ("readerror", "connection"),
    ("incompleteread", "connection"),
    ("payload", "connection"),
    ("responsestream", "connection"),
    ("closed", "connection"),
    ("parsererror", "nonsense"),
)
# What clients stumble over when an answer has no form that they know.
_STUMBLES = (ValueError, TypeError, AttributeError, LookupError)


def reason_of(error: BaseException) -> str:
    """Give the reason for a failure, one word for logs and records; never the error's text."""
    if isinstance(error, ModelUnavailableError):
        return error.reason
    status = status_of(error)
    if status is not None:
        return _REASONS.get(status, f"status_{status}")
    names = "".join(k.__name__.lower() for e in _causes(error) for k in type(e).__mro__)
    for part, reason in _NAMED:
        if part in names:
            return reason
    return "nonsense" if isinstance(error, _STUMBLES) else "error"


def may_pass(error: BaseException) -> bool:
    """Say whether a failure may be gone at the next try."""
    if isinstance(error, ModelUnavailableError | TimeoutError):
        return False
    status = status_of(error)
    return status in RETRY_STATUS if status is not None else reason_of(error) == "connection"


def status_of(error: BaseException) -> int | None:
    """Give the HTTP status that a provider's client hides in its error, or that its kind has."""
    for cause in _causes(error):
        response = getattr(cause, "response", None)
        for found in (
            getattr(cause, "status_code", None),
            # Google's; parsers of broken answers have a code of their own, without a response.
            getattr(cause, "code", None) if hasattr(cause, "response") else None,
            getattr(response, "status_code", None),
            _aws(cause).get("HTTPStatusCode"),
        ):
            if isinstance(found, int) and found >= FAILED:
                return found
    return _status_of_kind(error)


def wait_asked_for(error: BaseException) -> float | None:
    """Give the seconds that the provider asks to wait, None where it names none."""
    for cause in _causes(error):
        response = getattr(cause, "response", None)
        headers = getattr(response, "headers", None) or _aws(cause).get("HTTPHeaders") or {}
        for value, unit in (
            (headers.get("retry-after-ms"), 0.001),
            (headers.get("retry-after"), 1.0),
            (_retry_delay(cause), 1.0),
        ):
            if value is not None and str(value).strip().replace(".", "", 1).isdigit():
                return float(value) * unit
    return None


def tokens_of(error: BaseException) -> tuple[int, int]:
    """Give the tokens in and out of an answer that a client refused for its length."""
    used = getattr(getattr(error, "completion", None), "usage", None)
    return (getattr(used, "prompt_tokens", 0), getattr(used, "completion_tokens", 0))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and what it was raised from: LangChain wraps some."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _status_of_kind(error: BaseException) -> int | None:
    told = " ".join(kind for cause in _causes(error) for kind in _kinds(cause))
    kinds = told.lower().replace("_", "")
    return next((status for kind, status in _KINDS if kind in kinds), None)


def _kinds(cause: BaseException) -> Iterator[str]:
    """What an error calls itself: in its body, or in what a client of AWS was told."""
    body = getattr(cause, "body", None)
    error = _part(body, "error") or _part(body)
    aws = _part(getattr(cause, "response", None), "Error")
    yield from (str(told) for told in (error.get("type"), error.get("code"), aws.get("Code")))


def _retry_delay(cause: BaseException) -> str | None:
    """Give the seconds of Google's RetryInfo, which stands in the body."""
    for detail in _part(getattr(cause, "details", None), "error").get("details", ()):
        delay = _part(detail).get("retryDelay")
        if isinstance(delay, str):
            return delay.removesuffix("s")
    return None


def _aws(cause: BaseException) -> Mapping[str, Any]:
    return _part(getattr(cause, "response", None), "ResponseMetadata")


def _part(whole: Any, name: str = "") -> Mapping[str, Any]:
    """Give a part of what may be anything, empty where there is none."""
    found = whole.get(name) if name and isinstance(whole, dict) else whole
    return found if isinstance(found, dict) else {}
