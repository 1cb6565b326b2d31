"""Looking up which messages of a reply are there already: they carry the reply's key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.ids import Address, Spot
from bot.domain.audience import Room

EVENT_TYPE = "groundwork_reply"
_LOOKED_AT = 100  # messages


@dataclass(frozen=True, slots=True)
class Posted:
    """What was found: the messages by their number, and the names of files.

    `strays` are streams that were begun and not finished: they carry no key yet.
    """

    pages: Mapping[int, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    strays: tuple[str, ...] = ()


def metadata(key: str, n: int) -> dict[str, Any]:
    """Give what a message carries so that it can be found again: ids, no words."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key, "page": n}}


def thread_of(room: Room) -> str:
    """Give the thread that a reply to a room belongs in; "" for one at a channel's root."""
    return Address.of(room.address).thread or Spot.of(room.id).thread


async def look_up(
    client: AsyncWebClient, channel: str, thread: str, key: str, since: float
) -> Posted:
    """Read the thread back, from the moment the reply was decided; a root, where it has none."""
    wanted: dict[str, Any] = {
        "oldest": f"{since:.6f}",
        "limit": _LOOKED_AT,
        "include_all_metadata": True,
    }
    if thread:
        answer = await client.conversations_replies(channel=channel, ts=thread, **wanted)
    else:
        answer = await client.conversations_history(channel=channel, **wanted)
    messages = [m for m in answer.get("messages") or () if _is_since(m, since)]
    found = {int(p.get("page", 0)): ts for ts, p in map(_carried, messages) if p.get("key") == key}
    files = {str(f.get("name")) for m in messages if m.get("bot_id") for f in m.get("files") or ()}
    strays = [str(m["ts"]) for m in messages if _is_stray(m)]
    return Posted(found, frozenset(files), tuple(strays))


def _carried(message: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(message.get("ts", "")), payload


def _is_since(message: Mapping[str, Any], since: float) -> bool:
    """Slack gives the first message of a thread, however old it is."""
    return float(message.get("ts") or 0) >= since


def _is_stray(message: Mapping[str, Any]) -> bool:
    ours = bool(message.get("bot_id")) and not message.get("files")
    return ours and not message.get("metadata")
