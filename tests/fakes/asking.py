"""A listener and a speaker on a provider's real client, as the application has them."""

import asyncio
import time
from dataclasses import dataclass, field

from langchain_core.language_models import BaseChatModel

from bot.adapters.model.calls import CallLimits, ModelCalls
from bot.adapters.model.chat import Chat
from bot.adapters.model.langchain_models import ModelChoice, open_model
from bot.adapters.model.model_listener import LangchainListener
from bot.adapters.model.model_speaker import LangchainSpeaker
from bot.domain.audience import Room, Speaker
from bot.domain.events import Message
from bot.domain.moves import Move, MoveKind
from bot.ports.model import Prompt, Reading, Wanted
from tests.builders import NOW, make_conversation, make_draft, make_heard
from tests.fakes.exchanges import Exchanges
from tests.fakes.usage import MemoryUsage

SAID = "The approvals take a week, every month."
LISTEN = Prompt("listen", "v1", "Say what the message says, as JSON.")
SPEAK = Prompt("speak", "v1", "Word the reply anew.")
SECONDS = 5.0


def open_client(exchanges: Exchanges, url: str) -> BaseChatModel:
    """Open a provider's client at the address of the server."""
    client = exchanges.file["client"]
    options = client.get("options", {})
    return open_model(
        ModelChoice(exchanges.model, url + client["path"], exchanges.key, options, SECONDS)
    )


def make_limits(seconds=SECONDS, at_once=8, **changes) -> CallLimits:
    return CallLimits(seconds, asyncio.Semaphore(at_once), **changes)


@dataclass
class Asking:
    """Asks one model for both; `usage` has what is on record of it."""

    chat: Chat
    model: str
    limits: CallLimits = field(default_factory=make_limits)
    usage: MemoryUsage = field(default_factory=MemoryUsage)
    account: str = "acme"

    @property
    def calls(self) -> ModelCalls:
        return ModelCalls(self.model, self.limits, self.usage, lambda: NOW)

    async def listen(self):
        """Have a message heard; give what was heard."""
        room, speaker = Room("slack:C1", "slack"), Speaker("slack:ana")
        message = Message(key="m1", at=NOW, room=room, speaker=speaker, text=SAID)
        listener = LangchainListener(self.chat, self.calls, LISTEN)
        return await listener.listen(message, make_conversation(), make_heard(), self.leave())

    async def word(self):
        """Have a reply worded; give its text."""
        wanted = Wanted(
            Move(MoveKind.ASK), make_draft("A plain reply."), 500, SAID, make_conversation()
        )
        return await LangchainSpeaker(self.chat, self.calls, SPEAK).word(wanted, self.leave())

    def leave(self) -> Reading:
        return Reading(self.account, "m1", time.monotonic() + 60)
