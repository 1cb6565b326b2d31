"""Where the answer to an activity belongs: stored with a room, and needed to post there."""

import json
from dataclasses import asdict, dataclass

from microsoft_teams.api.models import (
    Account,
    ActivityBase,
    ActivityInputBase,
    ConversationAccount,
)

from bot.domain.audience import Room

CHANNEL = "teams"


@dataclass(frozen=True, slots=True)
class Address:
    """The service that answers go to, as whom we speak there, and the message that is answered."""

    service: str
    bot: str
    message: str = ""

    @classmethod
    def of(cls, room: Room) -> "Address":
        """Read the address that was stored with a room."""
        stored = json.loads(room.address)
        return cls(str(stored["service"]), str(stored["bot"]), str(stored.get("message", "")))

    @classmethod
    def answering(cls, activity: ActivityBase, service: str) -> "Address":
        """Give where the answer to an activity belongs."""
        return cls(service, activity.recipient.id, activity.id)

    def stored(self) -> str:
        """Give the text to store with a room."""
        return json.dumps(asdict(self))

    def sign(self, message: ActivityInputBase, room: Room) -> None:
        """Say in a message who posts it, and where."""
        message.from_ = Account(id=self.bot)
        message.conversation = ConversationAccount(id=room.id)


def without_thread(conversation: str) -> str:
    """Give the room that a thread is in."""
    return conversation.partition(";")[0]
