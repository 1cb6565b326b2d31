"""From what Teams sends to the event that enters `respond`."""

import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from microsoft_teams.api.activities.message import MessageActivity
from microsoft_teams.api.models import ActivityBase
from microsoft_teams.api.models.entity import MentionEntity

from bot.channels.teams.parts import MESSAGE_LIMIT
from bot.channels.teams.who import Party, tenant_of
from bot.domain.audience import Room, Speaker
from bot.domain.events import Action, InboundEvent, Message, Press, Submission

_MENTION = re.compile(r"</?at\b[^>]*>", re.IGNORECASE)
_ID = re.compile(r"[^\s\x00-\x1f]{0,300}")
# What opens a dialog, where a client knows none: the same is then answered in the room.
_INSTEAD = {"story": Press.READ_STORY, "notes": Press.SHOW_BRIEF}
_NEVER = frozenset({Press.FEEDBACK, Press.UNSAID})  # what no button of ours sends


class Stamp(TypedDict):
    """What all events have."""

    key: str
    room: Room
    speaker: Speaker
    at: datetime


def key_of(activity: ActivityBase, message: str = "") -> str:
    """Name what an activity announces, for ever: tenant, conversation and message."""
    return f"teams:{tenant_of(activity)}:{activity.conversation.id}:{message or activity.id}"


def stamp(activity: ActivityBase, party: Party, now: datetime, revision: str = "") -> Stamp:
    """Give what all events have; an edit is a message of its own behind the first one's name."""
    key = f"{key_of(activity)}:{revision}" if revision else key_of(activity)
    return Stamp(key=key, room=party.room, speaker=party.speaker, at=activity.timestamp or now)


def message_of(activity: MessageActivity, given: Stamp) -> InboundEvent | None:
    """Give what was written or pressed; None where a message says nothing."""
    if isinstance(activity.value, Mapping):
        return pressed(activity.value, given)
    text = words_of(activity.text, activity)
    return Message(**given, text=text) if text else None


def pressed(data: Mapping[str, object], given: Stamp) -> InboundEvent | None:
    """Give what a button or form of ours sends; None for anything else."""
    target, words = _id(data.get("target")), data.get("words")
    if press := _INSTEAD.get(str(data.get("open"))):
        return Action(**given, press=press, target=target)
    if data.get("form") == "correct" and isinstance(words, str):
        text = words.strip()[:MESSAGE_LIMIT]
        return Submission(**given, entry_id=target, text=text) if text and target else None
    try:
        press = Press(str(data.get("press")))
    except ValueError:
        return None
    if press in _NEVER:
        return None
    beside = words.replace("\0", "").strip()[:MESSAGE_LIMIT] if isinstance(words, str) else ""
    return Action(**given, press=press, target=target, words=beside)


def is_addressed(activity: ActivityBase) -> bool:
    """Say whether we are meant: in a personal chat always, elsewhere where we are mentioned."""
    if activity.conversation.conversation_type == "personal":
        return True
    ours = activity.recipient.id
    return any(mention.mentioned.id == ours for mention in _mentions(activity))


def words_of(text: str, activity: ActivityBase) -> str:
    """Give the words alone: without our own name, and others' names without their markup."""
    for mention in _mentions(activity):
        if mention.text and mention.mentioned.id == activity.recipient.id:
            text = text.replace(mention.text, " ")
    bare = html.unescape(_MENTION.sub("", text)).replace("\xa0", " ").replace("\0", "")
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(lines).strip()[:MESSAGE_LIMIT]


def _mentions(activity: ActivityBase) -> list[MentionEntity]:
    return [e for e in activity.entities or () if isinstance(e, MentionEntity)]


def _id(value: object) -> str:
    """Nothing that is no id of ours gets any further."""
    found = value if isinstance(value, str) else ""
    return found if _ID.fullmatch(found) else ""
