"""Calls to one language model: in time, few at once, tried again, paid for, and on record."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import HALF_OPENED, OpenedState
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from bot.adapters.model.failures import may_pass, reason_of, tokens_of, wait_asked_for
from bot.adapters.model.prices import cost_of
from bot.domain.errors import ModelUnavailableError
from bot.ports.model import Purpose, Reading, Usage, Use
from bot.ports.telemetry import Happening, NoTelemetry, Step, Telemetry

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

logger = logging.getLogger(__name__)

TRIES = 3
FAILURES = 5  # in a row, and the endpoint is left alone
REST_SECONDS = 30.0  # before it is tried again
DAY = timedelta(days=1)
_JITTER = wait_random_exponential(multiplier=0.2, max=2)


def breakers(rest: float = REST_SECONDS) -> AsyncCircuitBreakerFactory:
    """Give circuit breakers, one for each model by its name."""
    # What is wrong with one request alone says nothing of the endpoint.
    not_its_fault = (Exception, lambda error: reason_of(error) == "bad_request")
    return AsyncCircuitBreakerFactory(FAILURES, rest, [not_its_fault])


@dataclass(frozen=True, slots=True)
class CallLimits:
    """What calls have to keep to, shared by all, and who is told of them. 0: no limit."""

    seconds: float  # of one call, its retries included
    at_once: asyncio.Semaphore
    tokens_a_day: int = 0
    cost_a_day: float = 0.0
    breakers: AsyncCircuitBreakerFactory = field(default_factory=breakers)
    telemetry: Telemetry = field(default_factory=NoTelemetry)


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to ask: for what, by which prompt, and with whose leave."""

    purpose: Purpose
    prompt: str  # name/version
    reading: Reading


T = TypeVar("T")
Attempt = Callable[[], Awaitable["BaseMessage"]]


class ModelCalls:
    """Makes calls to one model. Whatever goes wrong is one kind of error with a reason."""

    def __init__(
        self, model: str, limits: CallLimits, usage: Usage, now: Callable[[], datetime]
    ) -> None:
        self._model = model
        self._limits = limits
        self._usage = usage
        self._now = now

    async def make(self, call: Call, attempt: Attempt, read: "Callable[[BaseMessage], T]") -> T:
        """Make a call and give what is read from the model's whole message.

        Raises:
            ModelUnavailableError: with the reason; the call is on record with it.
        """
        await self._within_budget(call.reading.account)
        seconds = min(self._limits.seconds, call.reading.by - time.monotonic())
        if seconds <= 0:
            raise ModelUnavailableError("no_time_left")
        step = self._limits.telemetry.step(Step.MODEL_CALL, purpose=call.purpose)
        with step:
            async with self._on_record(call) as record:
                message = await self._in_time(attempt, seconds)
                record(message)
                return read(message)

    async def _in_time(self, attempt: Attempt, seconds: float) -> "BaseMessage":
        breaker = await self._limits.breakers.get_breaker(self._model)
        if breaker.context.state == HALF_OPENED:  # one call is trying it already
            raise ModelUnavailableError("resting")
        async with breaker, asyncio.timeout(seconds) as limit, self._limits.at_once:
            left = (limit.when() or 0) - asyncio.get_running_loop().time()
            async for tried in AsyncRetrying(
                retry=retry_if_exception(may_pass),
                stop=stop_after_attempt(TRIES) | stop_before_delay(left),
                wait=_pause,
                reraise=True,
            ):
                with tried:
                    return await attempt()
        raise AssertionError  # the loop above returns or raises

    async def _within_budget(self, account: str) -> None:
        limits = self._limits
        if not limits.tokens_a_day and not limits.cost_a_day:
            return
        spent = await self._usage.spent(account, self._now() - DAY)
        if limits.tokens_a_day and spent.tokens >= limits.tokens_a_day:
            raise ModelUnavailableError("tokens_spent")
        if limits.cost_a_day and spent.cost >= limits.cost_a_day:
            raise ModelUnavailableError("money_spent")

    @asynccontextmanager
    async def _on_record(self, call: Call) -> AsyncIterator[Callable[["BaseMessage"], None]]:
        """Note what a call used and how it ended, whichever way it ends."""
        begun = time.perf_counter()
        use = Use(
            at=self._now(),
            account=call.reading.account,
            key=call.reading.key,
            purpose=call.purpose,
            model=self._model,
            prompt=call.prompt,
            outcome="ok",
        )

        def record(message: "BaseMessage") -> None:
            nonlocal use
            use = counted(use, message)

        try:
            yield record
        except OpenedState:
            use = replace(use, outcome="resting")
            raise ModelUnavailableError("resting") from None
        except asyncio.CancelledError:
            use = replace(use, outcome="cancelled")
            raise
        except Exception as error:  # noqa: BLE001 - every client has errors of its own
            use = failed(use, error)
            # The error's own text may hold words of people: its kind alone is logged.
            logger.info("%s failed: %s, %s", call.purpose, use.outcome, type(error).__name__)
            raise ModelUnavailableError(use.outcome) from None
        finally:
            ms = (time.perf_counter() - begun) * 1000
            self._limits.telemetry.count(Happening.MODEL_CALL, use.outcome)
            await self._usage.note(replace(use, ms=round(ms, 1), cost=cost_of(use)))


def failed(use: Use, error: Exception) -> Use:
    """Say why a call was of no use, and what it took all the same."""
    tokens_in, tokens_out = tokens_of(error)
    return replace(
        use,
        outcome=reason_of(error),
        input_tokens=use.input_tokens or tokens_in,
        output_tokens=use.output_tokens or tokens_out,
    )


def counted(use: Use, message: "BaseMessage") -> Use:
    """Add the tokens that a message says it took."""
    told = getattr(message, "usage_metadata", None) or {}
    return replace(
        use,
        input_tokens=int(told.get("input_tokens", 0)),
        output_tokens=int(told.get("output_tokens", 0)),
        cached_tokens=int((told.get("input_token_details") or {}).get("cache_read") or 0),
    )


def _pause(state: RetryCallState) -> float:
    """Wait as long as the provider asks, else a little, at random and longer each time."""
    error = state.outcome.exception() if state.outcome else None
    asked = wait_asked_for(error) if error else None
    return asked if asked is not None else float(_JITTER(state))
