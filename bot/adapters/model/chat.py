"""Asking a LangChain chat model: streamed text, or an answer of a shape; never with tools."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.adapters.model.threads import Threads
from bot.adapters.model.untrusted import as_data
from bot.domain.errors import ModelUnavailableError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.language_models.base import LanguageModelInput
    from langchain_core.messages import AIMessage, BaseMessage
    from langchain_core.runnables import Runnable

    Asked = Runnable[LanguageModelInput, AIMessage]

SCHEMA, OBJECT = "json_schema", "json_object"  # anything else: asked in words
_NO_OBJECT = frozenset({"anthropic", "bedrock_converse"})  # they know schemas alone
_ENDINGS = ("finish_reason", "stop_reason", "stopReason", "done_reason", "status")
_WHOLE = frozenset({"stop", "end_turn", "stop_sequence", "completed", "eos", "eos_token"})
_CUT = frozenset({"length", "max_tokens", "incomplete", "model_context_window_exceeded"})


def _strict(schema: dict[str, Any]) -> None:
    """Ask for every field: some providers refuse schemas with defaults or optional fields."""
    for about in schema["properties"].values():
        about.pop("default", None)
    schema["required"] = list(schema["properties"])


class Shape(BaseModel):
    """An answer of a given shape. Fields that are not known are refused."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_strict)


Found = TypeVar("Found", bound=Shape)


class Chat:
    """One chat model. Instructions are ours; everything else travels as data."""

    def __init__(self, model: "BaseChatModel", provider: str, method: str = SCHEMA) -> None:
        self._model = model
        self._provider = provider
        self._method = "" if method == OBJECT and provider in _NO_OBJECT else method
        self._threads = Threads.for_model(model)
        self._held: dict[type[Shape], Asked] = {}

    async def streamed(self, instructions: str, data: Mapping[str, object]) -> "BaseMessage":
        """Give the whole message, put together from a stream.

        Raises:
            ModelUnavailableError: nothing came.
        """
        told = self._messages(instructions, data)
        with _untraced():
            if self._threads:
                return _some(await self._threads.stream(self._model, told))
            whole: Any = None
            async for chunk in self._model.astream(told):
                whole = chunk if whole is None else whole + chunk
        return _some(whole)

    async def shaped(
        self, instructions: str, data: Mapping[str, object], shape: type[Shape]
    ) -> "BaseMessage":
        """Give the message of an answer that is to have a shape; `read_shape` checks it."""
        told, asked = self._messages(instructions, data), self._asked(shape)
        with _untraced():
            threads = self._threads
            return await (threads.invoke(asked, told) if threads else asked.ainvoke(told))

    def _asked(self, shape: type[Shape]) -> "Asked":
        """Give the model as it is held to a shape. LangChain writes it as each provider wants."""
        if self._method not in (SCHEMA, OBJECT):
            return self._model
        if shape not in self._held:
            wanted: dict[str, Any] = {"type": self._method}
            if self._method == SCHEMA:
                schema = shape.model_json_schema()
                wanted[SCHEMA] = {"name": shape.__name__, "strict": True, "schema": schema}
            self._held[shape] = self._model.bind(response_format=wanted)
        return self._held[shape]

    def _messages(self, instructions: str, data: Mapping[str, object]) -> "list[BaseMessage]":
        from langchain_core.messages import HumanMessage, SystemMessage  # noqa: PLC0415 - slow

        system = SystemMessage(content=_cached(instructions, self._provider, self._model))
        return [system, HumanMessage(content=as_data(data))]


def read_text(message: "BaseMessage") -> str:
    """Read a message that has to be complete.

    Raises:
        ModelUnavailableError: it was cut off or withheld, or says nothing.
    """
    amiss = _unfinished(message)
    if amiss:
        raise ModelUnavailableError(amiss)
    text = str(message.text)
    if not text.strip():
        raise ModelUnavailableError("empty")
    return text


def read_shape(message: "BaseMessage", shape: type[Found]) -> Found:
    """Read an answer of a shape. Fields that are not known are refused.

    Raises:
        ModelUnavailableError: it has not that shape.
    """
    from langchain_core.utils.json import parse_json_markdown  # noqa: PLC0415 - slow

    try:
        return shape.model_validate(parse_json_markdown(str(message.text), parser=json.loads))
    except (ValidationError, ValueError):  # its text may hold people's words
        raise ModelUnavailableError(_unfinished(message) or "nonsense") from None


def _unfinished(message: "BaseMessage") -> str:
    """Say why a message is not whole, by how it ended in its provider's words."""
    told = message.response_metadata
    ended = {str(told[key]).lower() for key in _ENDINGS if told.get(key)}
    if ended and ended <= _WHOLE:
        return ""
    return "cut_off" if ended <= _CUT else "withheld"


@contextmanager
def _untraced() -> Iterator[None]:
    """Keep LangChain from sending all of it to LangSmith, as the environment may have it do.

    Buyers are told whose model reads along, and of nobody else.
    """
    from langsmith import tracing_context  # noqa: PLC0415 - slow

    with tracing_context(enabled=False):
        yield


def _some(message: "BaseMessage | None") -> "BaseMessage":
    if message is None:
        raise ModelUnavailableError("cut_off")
    return message


def _cached(instructions: str, provider: str, model: "BaseChatModel") -> "str | list[Any]":
    """Mark instructions, which are the same for all, as worth keeping by the provider.

    The other providers keep what messages begin with by themselves.
    """
    block = {"type": "text", "text": instructions}
    if provider == "anthropic":
        return [{**block, "cache_control": {"type": "ephemeral"}}]
    name = str(getattr(model, "model_id", "")).lower()
    if provider == "bedrock_converse" and ("claude" in name or "nova" in name):
        return [block, {"cachePoint": {"type": "default"}}]
    return instructions
