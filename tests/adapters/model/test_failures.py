"""What went wrong, in one word, from errors as clients raise them."""

import pytest

from bot.adapters.model.failures import (
    may_pass,
    reason_of,
    status_of,
    tokens_of,
    wait_asked_for,
)
from bot.domain.errors import ModelUnavailableError


class Response:
    """What clients hang on to an error."""

    def __init__(self, status_code=None, **headers):
        self.status_code = status_code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class StatusError(Exception):
    def __init__(self, status_code):
        super().__init__("words of people")
        self.status_code = status_code


class ToldError(Exception):
    """An error with whatever a client puts on it."""

    def __init__(self, **told):
        super().__init__("words of people")
        self.__dict__.update(told)


class ReadTimeout(Exception):  # noqa: N818 - as HTTP clients call it
    pass


class NoCredentialsError(Exception):
    pass


class LengthFinishReasonError(Exception):
    pass


class TransferEncodingError(Exception):
    code = 400


class ClientPayloadError(Exception):
    pass


def aws(**metadata):
    return ToldError(response={"Error": {"Code": "X"}, "ResponseMetadata": metadata})


def caused_by(cause, error):
    try:
        raise error from cause
    except type(error) as raised:
        return raised


REASONS = [
    (ModelUnavailableError("cut_off"), "cut_off"),
    (StatusError(400), "bad_request"),
    (StatusError(401), "no_access"),
    (StatusError(403), "no_access"),
    (StatusError(404), "no_such_model"),
    (StatusError(429), "rate_limited"),
    (StatusError(503), "status_503"),
    (aws(HTTPStatusCode=429), "rate_limited"),
    (ToldError(response=Response(401)), "no_access"),
    (ToldError(code=503, response=None), "status_503"),
    (ToldError(body={"error": {"type": "overloaded_error"}}), "status_529"),
    (ToldError(body={"type": "server_error", "code": None}), "status_500"),
    (ToldError(response={"Error": {"Code": "modelStreamErrorException"}}), "status_424"),
    (ToldError(response={"Error": {"Code": "ThrottlingException"}}), "rate_limited"),
    (ToldError(response={"Error": {"Code": "ValidationException"}}), "bad_request"),
    (TimeoutError(), "timeout"),
    (ReadTimeout(), "timeout"),
    (ConnectionResetError(), "connection"),
    (caused_by(TransferEncodingError(), ClientPayloadError()), "connection"),
    (NoCredentialsError(), "no_access"),
    (LengthFinishReasonError(), "cut_off"),
    (ValueError("words of people"), "nonsense"),
    (AttributeError("'str' object has no attribute 'choices'"), "nonsense"),
    (KeyError("output"), "nonsense"),
    (RuntimeError("words of people"), "error"),
    (StatusError(-1), "error"),
    (StatusError(200), "error"),
    (ToldError(body="words of people", response="words", details=["words"]), "error"),
]


@pytest.mark.parametrize(("error", "reason"), REASONS, ids=[reason for _, reason in REASONS])
def test_a_failure_has_one_word_and_none_of_its_own(error, reason):
    assert reason_of(error) == reason


def test_what_an_error_was_raised_from_counts_too():
    assert reason_of(caused_by(StatusError(429), RuntimeError("wrapped"))) == "rate_limited"


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 529])
def test_what_may_be_gone_at_the_next_try_is_tried_again(status):
    assert may_pass(StatusError(status))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422])
def test_what_will_be_refused_again_is_not_tried_again(status):
    assert not may_pass(StatusError(status))


def test_a_lost_connection_is_tried_again_and_time_that_is_over_is_not():
    assert may_pass(ConnectionResetError())
    assert not may_pass(TimeoutError())
    assert not may_pass(ModelUnavailableError("cut_off"))
    assert not may_pass(ValueError())


def test_a_number_that_is_no_failure_is_no_status():
    assert status_of(StatusError(-1)) is None
    assert status_of(StatusError(200)) is None
    assert status_of(TransferEncodingError()) is None


RETRY_INFO = {
    "error": {
        "details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure"},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "22.5s"},
        ]
    }
}


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (ToldError(response=Response(429, retry_after="7")), 7),
        (ToldError(response=Response(429, retry_after="0.5")), 0.5),
        (ToldError(response=Response(429, retry_after_ms="250", retry_after="1")), 0.25),
        (aws(HTTPStatusCode=429, HTTPHeaders={"retry-after": "3"}), 3),
        (ToldError(response=Response(429), details=RETRY_INFO), 22.5),
        (caused_by(ToldError(response=Response(429, retry_after="7")), RuntimeError()), 7),
    ],
    ids=["seconds", "part of one", "milliseconds", "Amazon", "Google", "wrapped"],
)
def test_a_wait_is_kept_as_the_provider_asks_for_it(error, seconds):
    assert wait_asked_for(error) == seconds


@pytest.mark.parametrize("value", ["Fri, 20 Nov 2026 09:30:00 GMT", "soon", "-5", "", "1.2.3"])
def test_a_wait_in_no_known_form_is_none_at_all(value):
    assert wait_asked_for(ToldError(response=Response(429, retry_after=value))) is None
    assert wait_asked_for(RuntimeError()) is None


def test_an_answer_that_was_refused_for_its_length_was_paid_for():
    used = ToldError(prompt_tokens=700, completion_tokens=24)
    assert tokens_of(ToldError(completion=ToldError(usage=used))) == (700, 24)
    assert tokens_of(RuntimeError()) == (0, 0)
