"""An answer that is a reaction alone, and what says that there is nowhere to answer."""

import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.clients import REVOKED, in_doubt, reason_of
from bot.channels.slack.ids import Address, Spot

logger = logging.getLogger(__name__)

# The room is gone for us, or we for it: trying again would never help.
GONE = REVOKED | {
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "user_not_found",
    "user_disabled",
    "messages_tab_disabled",
    "restricted_action",
    "thread_not_found",
    "cannot_reply_to_message",
    "missing_scope",
    "team_access_not_granted",
}


async def react(client: AsyncWebClient, spot: Spot, address: Address, name: str) -> None:
    """Add a reaction; one that Slack does not take is no loss."""
    try:
        await client.reactions_add(channel=spot.channel, timestamp=address.message, name=name)
    except SlackApiError as error:
        if reason_of(error) in GONE or in_doubt(error):
            raise
        logger.info("Slack: no reaction was added (%s)", reason_of(error))
