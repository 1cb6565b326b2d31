"""Answering into a modal that is open: the notes as they stand now, or a private word."""

import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.clients import reason_of
from bot.channels.slack.ids import Address, Spot, person_id
from bot.channels.slack.pass_views import page_in, pass_view
from bot.channels.slack.render import said
from bot.channels.slack.rep_views import pages_view
from bot.channels.slack.views import alone_view, notes_view
from bot.domain.audience import Room, Speaker
from bot.domain.moves import MoveKind
from bot.domain.reply import Reply
from bot.use_cases.read import Read

logger = logging.getLogger(__name__)

_FOR_REPS = {MoveKind.SHARE: "Share a story", MoveKind.PREPARE: "Before a meeting"}


async def show_in_modal(client: AsyncWebClient, read: Read, room: Room, reply: Reply) -> str:
    """Show a reply in the modal that it answers; whoever has closed it has seen enough."""
    address, spot = Address.of(room.address), Spot.of(room.id)
    if reply.move in _FOR_REPS:
        view = pages_view(_FOR_REPS[reply.move], reply)
    elif (page := page_in(reply)) is not None:
        view = pass_view(room.id, reply, page)
    elif spot.channel.startswith("@"):
        view = alone_view(room.id, reply)
    else:
        reader = Speaker(person_id(address.user))
        brief = (await read.room(reader, room)).brief
        view = notes_view(brief, reader.id, room.id, notice=said(reply))
    try:
        await client.views_update(view_id=address.view, view=view)
    except SlackApiError as error:
        if reason_of(error) not in ("not_found", "view_not_found", "hash_conflict"):
            raise
        logger.info("Slack: the modal was closed before its answer")
    return address.view
