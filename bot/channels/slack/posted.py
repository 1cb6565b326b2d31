"""Looking up which messages of a reply are there already: they carry the reply's key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.ids import Address, Spot

EVENT_TYPE = "groundwork_reply"
_LOOKED_AT = 100  # messages of a thread


@dataclass(frozen=True, slots=True)
class Posted:
    """What was found: the messages by their number, and the names of files."""

    pages: Mapping[int, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()


def metadata(key: str, n: int) -> dict[str, Any]:
    """Give what a message carries so that it can be found again: ids, no words."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key, "page": n}}


async def look_up(
    client: AsyncWebClient, spot: Spot, address: Address, key: str, since: float
) -> Posted:
    """Read the thread back, from the moment the reply was decided."""
    answer = await client.conversations_replies(
        channel=spot.channel,
        ts=address.thread,
        oldest=f"{since:.6f}",
        limit=_LOOKED_AT,
        include_all_metadata=True,
    )
    messages = answer.get("messages") or []
    found: dict[int, str] = {}
    files: set[str] = set()
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if payload.get("key") == key:
            found[int(payload.get("page", 0))] = str(message.get("ts", ""))
        files |= {str(f.get("name")) for f in message.get("files") or () if message.get("bot_id")}
    return Posted(found, frozenset(files))
