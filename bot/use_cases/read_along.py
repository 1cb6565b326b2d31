"""Having a language model read along: where it may, and what is done without it."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.conversation import Conversation
from bot.domain.errors import ModelUnavailableError
from bot.domain.events import InboundEvent, Message
from bot.domain.heard import Heard
from bot.domain.read_along import worth_hearing
from bot.ports.model import ModelListener, Reading, Refusals

logger = logging.getLogger(__name__)

ALL = "*"


@dataclass(frozen=True, slots=True)
class Consent:
    """Who has refused: accounts in the settings, and whoever said so in a room."""

    refusals: Refusals
    refused: frozenset[str] = frozenset()

    async def given(self, event: InboundEvent, conversation: Conversation) -> bool:
        """Say whether a model may read in this room."""
        account = event.room.account
        if ALL in self.refused or account in self.refused:
            return False
        return not await self.refusals.refused(whose(event, conversation), conversation.id)


def whose(event: InboundEvent, conversation: Conversation) -> str:
    """Say for whom a refusal in this room counts: the account, or the room where it has none."""
    return event.room.account or conversation.id


@dataclass(frozen=True, slots=True)
class ReadAlong:
    """Leave for a model to read turns, and its listening. `told_as` is what buyers are told."""

    consent: Consent
    listener: ModelListener | None
    told_as: str
    seconds: float  # that the calls of one turn may take
    versions: Mapping[str, str]  # of the prompts that the model is given

    async def begin(self, event: InboundEvent, conversation: Conversation) -> Reading | None:
        """Give leave for one turn, None where it was refused."""
        if not await self.consent.given(event, conversation):
            return None
        return Reading(event.room.account, event.key, time.monotonic() + self.seconds)

    async def hear(
        self, message: Message, conversation: Conversation, heard: Heard, reading: Reading
    ) -> Heard:
        """Give what the model heard where it is worth asking, else what was heard without it."""
        if self.listener is None or not worth_hearing(heard):
            return heard
        try:
            return await self.listener.listen(message, conversation, heard, reading)
        except ModelUnavailableError as error:
            logger.warning("heard without the model: %s", error.reason)
            return heard
