"""Asking a client that blocks, in threads of its own: one that hangs holds up nothing else."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

MOST = 32  # a client that nobody waits for any more holds its thread until its own time limit

T = TypeVar("T")


class Threads:
    """Threads for one model. LangChain would use those that the whole application shares."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(MOST, thread_name_prefix="model")

    @classmethod
    def for_model(cls, model: "BaseChatModel") -> "Threads | None":
        """Give threads where a model's client has no way of its own to wait without blocking."""
        from langchain_core.language_models import BaseChatModel  # noqa: PLC0415 - slow

        own = type(model)._agenerate is not BaseChatModel._agenerate  # noqa: SLF001
        return None if own else cls()

    async def invoke(self, asked: "Runnable[Any, Any]", told: "list[BaseMessage]") -> Any:
        """Give the answer."""
        return await self._run(partial(asked.invoke, told))

    async def stream(self, model: "BaseChatModel", told: "list[BaseMessage]") -> Any:
        """Give the message of a stream, None where nothing came."""
        left = Event()
        try:
            return await self._run(partial(_whole, model, told, left))
        finally:
            left.set()

    async def _run(self, ask: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(copy_context().run, ask))


def _whole(model: "BaseChatModel", told: "list[BaseMessage]", left: Event) -> Any:
    """Put a stream together, and leave it when nobody waits for it any more."""
    whole: Any = None
    for chunk in model.stream(told):
        if left.is_set():
            return None
        whole = chunk if whole is None else whole + chunk
    return whole
