"""Asking a LangChain chat model: streamed text, or an answer of a shape; never with tools."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.adapters.model.untrusted import as_data
from bot.domain.errors import ModelUnavailableError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

Shape = TypeVar("Shape", bound=BaseModel)

SCHEMA, OBJECT = "json_schema", "json_mode"  # LangChain's names; anything else: asked in words
_ENDINGS = ("finish_reason", "stop_reason", "stopReason", "done_reason")
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS"})


class Chat:
    """One chat model. Instructions are ours; everything else travels as data."""

    def __init__(self, model: "BaseChatModel", provider: str, method: str = SCHEMA) -> None:
        self._model = model
        self._provider = provider
        self._method = method

    async def streamed(self, instructions: str, data: Mapping[str, object]) -> "BaseMessage":
        """Give the whole message, put together from a stream.

        Raises:
            ModelUnavailableError: nothing came.
        """
        whole: Any = None
        async for chunk in self._model.astream(self._messages(instructions, data)):
            whole = chunk if whole is None else whole + chunk
        if whole is None:
            raise ModelUnavailableError("cut_off")
        message: BaseMessage = whole
        return message

    async def shaped(
        self, instructions: str, data: Mapping[str, object], shape: type[BaseModel]
    ) -> "BaseMessage":
        """Give the message of an answer that is to have a shape; `read_shape` checks it."""
        told = self._messages(instructions, data)
        if self._method not in (SCHEMA, OBJECT):
            return await self._model.ainvoke(told)
        held = self._model.with_structured_output(shape, method=self._method, include_raw=True)
        answer: Any = await held.ainvoke(told)
        raw: BaseMessage = answer["raw"]
        return raw

    def _messages(self, instructions: str, data: Mapping[str, object]) -> "list[BaseMessage]":
        from langchain_core.messages import HumanMessage, SystemMessage  # noqa: PLC0415 - slow

        system = SystemMessage(content=_cached(instructions, self._provider, self._model))
        return [system, HumanMessage(content=as_data(data))]


def read_text(message: "BaseMessage") -> str:
    """Read a message that has to be complete.

    Raises:
        ModelUnavailableError: it was cut off, or says nothing.
    """
    told = message.response_metadata
    endings = [str(told[key]) for key in _ENDINGS if told.get(key)]
    if not endings or _CUT.intersection(endings):
        raise ModelUnavailableError("cut_off")
    text = str(message.text)
    if not text.strip():
        raise ModelUnavailableError("empty")
    return text


def read_shape(message: "BaseMessage", shape: type[Shape]) -> Shape:
    """Read an answer of a shape. Fields that are not known are refused.

    Raises:
        ModelUnavailableError: it has not that shape.
    """
    from langchain_core.utils.json import parse_json_markdown  # noqa: PLC0415 - slow

    try:
        return shape.model_validate(parse_json_markdown(str(message.text), parser=json.loads))
    except (ValidationError, ValueError):  # its text may hold people's words
        raise ModelUnavailableError("nonsense") from None


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
