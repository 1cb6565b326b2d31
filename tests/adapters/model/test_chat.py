"""Asking a chat model: the ways to hold it to a shape, cache marks, and clients that block."""

import asyncio
import contextlib
import time
from dataclasses import replace

import langsmith
import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from bot.adapters.model.chat import OBJECT, Chat, read_text
from bot.adapters.model.model_listener import HeardShape
from bot.domain.errors import ModelUnavailableError
from tests.fakes.exchanges import NAMES, WORDED, Exchanges
from tests.fakes.model_server import heard

HEARD = heard(("problem", "approvals take a week"))
BY_OBJECT = {  # how each asks for JSON of any shape; the others know schemas alone
    "openai": ("response_format", {"type": "json_object"}),
    "azure_openai": ("response_format", {"type": "json_object"}),
    "openai_responses": ("text", {"format": {"type": "json_object"}}),
    "ollama": ("format", "json"),
}
SHAPED = ("response_format", "output_config", "outputConfig", "text", "format")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", [OBJECT, ""], ids=["object", "text"])
async def test_where_no_schema_is_known_the_shape_is_checked_here(server, asking, name, method):
    exchanges = Exchanges(name)
    server.will(exchanges.listen(f"```json\n{HEARD}\n```"))
    found = await asking(exchanges, method).listen()
    assert [e.span for e in found.entries] == ["approvals take a week"]
    [asked] = server.asked
    shaped = {key: asked.body[key] for key in SHAPED if asked.body.get(key)}
    assert shaped == (dict([BY_OBJECT[name]]) if method and name in BY_OBJECT else {})
    google = asked.body.get("generationConfig", {})
    assert ("responseMimeType" in google) is (name == "google_genai" and method == OBJECT)


@pytest.mark.parametrize(
    ("model", "marked"),
    [
        ("amazon.nova-lite-v1:0", True),
        ("us.anthropic.claude-haiku-4-5-20251001-v1:0", True),
        ("meta.llama3-3-70b-instruct-v1:0", False),
    ],
)
async def test_bedrock_is_told_what_to_keep_where_the_model_can(server, asking, model, marked):
    exchanges = Exchanges("bedrock_converse")
    exchanges.file["client"]["name"] = f"bedrock_converse:{model}"
    server.will(exchanges.word())
    await asking(exchanges).word()
    assert ({"cachePoint": {"type": "default"}} in server.asked[0].body["system"]) is marked


async def test_a_client_that_blocks_and_hangs_holds_up_nothing_else(server, asking):
    """The threads that the whole application shares stay free."""
    exchanges = Exchanges("bedrock_converse")
    server.will(*[replace(exchanges.listen(HEARD), hang_after=1)] * 10)
    ask = asking(exchanges, at_once=10)
    hanging = [asyncio.create_task(ask.listen()) for _ in range(10)]
    async with asyncio.timeout(3):  # the clients wait for five
        while len(server.asked) < 10:  # noqa: ASYNC110 - the server has no event for it
            await asyncio.sleep(0.01)
        assert await asyncio.to_thread(lambda: "free") == "free"
    for task in hanging:
        task.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


class Talkative(BaseChatModel):
    """A client that blocks, and streams for two seconds; `told` are those who hear of it."""

    said: int = 0
    told: list[object] = Field(default_factory=list)

    @property
    def _llm_type(self):
        return "talkative"

    def _generate(self, messages, stop=None, run_manager=None, **kwargs):
        self.told += getattr(run_manager, "handlers", [])
        return ChatResult(generations=[ChatGeneration(message=AIMessage("{}"))])

    def _stream(self, messages, stop=None, run_manager=None, **kwargs):
        self.told += getattr(run_manager, "handlers", [])
        for _ in range(200):
            self.said += 1
            time.sleep(0.01)
            yield ChatGenerationChunk(message=AIMessageChunk(content="on "))


async def test_a_stream_that_nobody_waits_for_any_more_is_left():
    model = Talkative()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Chat(model, "talkative").streamed("Speak.", {}), 0.1)
    await asyncio.sleep(0.1)
    said = model.said
    await asyncio.sleep(0.1)
    assert 0 < model.said == said


class TalkativeAsync(Talkative):
    """The same, with a client that does not block."""

    async def _agenerate(self, messages, stop=None, run_manager=None, **kwargs):
        return self._generate(messages, stop, run_manager, **kwargs)

    async def _astream(self, messages, stop=None, run_manager=None, **kwargs):
        self.told += getattr(run_manager, "handlers", [])
        yield ChatGenerationChunk(message=AIMessageChunk(content="on "))


@pytest.fixture
def _traced(monkeypatch):
    """An environment in which LangChain sends all it does to LangSmith."""
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "key-of-the-tests")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", "http://127.0.0.1:9")
    langsmith.utils.get_env_var.cache_clear()
    assert langsmith.utils.tracing_is_enabled()
    yield
    monkeypatch.undo()
    langsmith.utils.get_env_var.cache_clear()


@pytest.mark.usefixtures("_traced")
@pytest.mark.parametrize("kind", [Talkative, TalkativeAsync])
async def test_nobody_else_is_sent_what_a_model_is_told(kind):
    model = kind()
    chat = Chat(model, "scripted")
    await chat.shaped("Listen.", {}, HeardShape)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(chat.streamed("Speak.", {}), 0.1)
    assert model.told == []


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, "cut_off"),
        ({"finish_reason": "length"}, "cut_off"),
        ({"stop_reason": "model_context_window_exceeded"}, "cut_off"),
        ({"finish_reason": "content_filter"}, "withheld"),
        ({"finish_reason": "RECITATION"}, "withheld"),
        ({"finish_reason": "tool_calls"}, "withheld"),
        ({"finish_reason": "stopstop"}, "withheld"),
    ],
)
def test_an_ending_that_is_not_known_to_be_proper_is_refused(told, reason):
    with pytest.raises(ModelUnavailableError, match=reason):
        read_text(AIMessage(WORDED, response_metadata=told))


@pytest.mark.parametrize("key", ["finish_reason", "stop_reason", "stopReason", "done_reason"])
def test_a_whole_message_is_read(key):
    assert read_text(AIMessage(WORDED, response_metadata={key: "stop"})) == WORDED


def test_a_message_that_says_nothing_is_refused():
    with pytest.raises(ModelUnavailableError, match="empty"):
        read_text(AIMessage(" \n", response_metadata={"finish_reason": "stop"}))
