"""Tests over a wire: real clients, and a server on loopback in place of the providers."""

import logging
import os

import pytest
import pytest_asyncio

from tests.fakes.asking import SAID, Asking, make_limits, open_chat
from tests.fakes.exchanges import SECRET, Exchanges
from tests.fakes.provider_server import ProviderServer

_FROM_ELSEWHERE = ("ANTHROPIC", "AWS", "AZURE", "GEMINI", "GOOGLE", "LANG", "OLLAMA", "OPENAI")


@pytest.fixture(scope="session", autouse=True)
def _nothing_from_outside():
    """Keys and addresses of whoever runs the tests are not used."""
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(_FROM_ELSEWHERE):
            patch.delenv(name)
    yield
    patch.undo()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def provider_server():
    async with ProviderServer().running() as server:
        yield server


@pytest.fixture(scope="session")
def chats():
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
def asking(server, chats):
    """Give what asks a provider, within limits."""

    def ask(exchanges: Exchanges, **limits) -> Asking:
        if exchanges.name not in chats:
            chats[exchanges.name] = open_chat(exchanges, server.url)
        return Asking(chats[exchanges.name], exchanges.model, make_limits(**limits))

    return ask
