"""Where one of ours is alone with the bot, and a word in the room that only they are shown."""

import asyncio
import logging

import httpx
from microsoft_teams.api.activities.message import MessageActivityInput
from microsoft_teams.api.clients import ApiClient
from microsoft_teams.api.clients.conversation.params import CreateConversationParams
from microsoft_teams.api.models import Account, ActivityBase
from pydantic import ValidationError

from bot.channels.teams.address import CHANNEL, Address
from bot.domain.audience import Place, Room

ANSWERED = "Others read here, so I answer that in our own chat."
_PATIENCE = 4.0  # seconds; Teams waits fifteen for us
_FAILURES = (httpx.HTTPError, ValidationError, ValueError, TimeoutError)

_log = logging.getLogger(__name__)


async def chat_with(activity: ActivityBase, api: ApiClient, home: str) -> Room | None:
    """Open the author's personal chat with the bot; None where Teams does not allow it.

    Teams gives the same chat each time. It does not where they have not installed the app.
    """
    params = CreateConversationParams(
        members=[Account(id=activity.from_.id)],
        tenant_id=home,
        channel_data={"tenant": {"id": home}},
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            opened = await api.conversations.create(params)
    except _FAILURES as error:
        _log.info("a personal chat could not be opened: %s", type(error).__name__)
        return None
    address = Address(api.service_url, activity.recipient.id).stored()
    return Room(opened.id, CHANNEL, Place.DM, address=address)


async def point_there(activity: ActivityBase, api: ApiClient) -> None:
    """Tell the author where they are answered; the others in the room are not shown it.

    A client that knows no such messages may show it to all: there is nothing in it to hide.
    """
    message = MessageActivityInput(text=ANSWERED).add_ai_generated()
    message.from_ = Account(id=activity.recipient.id)
    message.recipient = Account(id=activity.from_.id, is_targeted=True)
    where = activity.conversation.id
    try:
        await api.conversations.create_targeted_activity(where, message)
    except _FAILURES as error:
        _log.info("nobody was pointed to their own chat: %s", type(error).__name__)
