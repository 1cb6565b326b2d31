"""Tests over a wire: real clients, and a server on loopback in place of the providers."""

import logging
import os

import pytest
import pytest_asyncio

from bot.adapters.model.chat import SCHEMA, Chat
from tests.fakes.asking import SAID, Asking, make_limits, open_client
from tests.fakes.exchanges import SECRET, Exchanges
from tests.fakes.provider_server import ProviderServer

_FROM_ELSEWHERE = ("ANTHROPIC", "AWS", "AZURE", "GEMINI", "GOOGLE", "LANG", "OLLAMA", "OPENAI")


@pytest.fixture(scope="module", autouse=True)
def _nothing_from_outside():
    """Keys and addresses of whoever runs the tests are not used."""
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(_FROM_ELSEWHERE):
            patch.delenv(name)
    patch.setenv("AWS_EC2_METADATA_DISABLED", "true")  # it would look for a region there
    yield
    patch.undo()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def provider_server():
    async with ProviderServer().running() as server:
        yield server


@pytest.fixture(scope="session")
def clients():
    """Opened clients, by provider: opening one takes a while."""
    return {}


@pytest.fixture
async def server(provider_server, caplog):
    """The server. Whatever a test asks of it: no tools are offered, and no words are logged."""
    caplog.set_level(logging.DEBUG)
    provider_server.begin()
    yield provider_server
    provider_server.let_go()
    for asked in provider_server.asked:
        assert not [name for name in asked.body if "tool" in name.lower() and asked.body[name]]
    assert SECRET not in caplog.text
    assert SAID not in caplog.text


@pytest.fixture
def asking(server, clients):
    """Give what asks a provider, within limits."""

    def ask(exchanges: Exchanges, method: str = SCHEMA, **limits) -> Asking:
        if exchanges.model not in clients:
            clients[exchanges.model] = open_client(exchanges, server.url)
        chat = Chat(clients[exchanges.model], exchanges.model.partition(":")[0], method)
        return Asking(chat, exchanges.model, make_limits(**limits))

    return ask
