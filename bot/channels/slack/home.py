"""The Home tab: for a rep what changed, for anyone else who runs this; anew at each opening."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.channels.slack.buttons import NOTES
from bot.channels.slack.ids import CHANNEL, Spot
from bot.channels.slack.incoming import of_home
from bot.channels.slack.parts import SlackParts
from bot.channels.slack.rep_pages import BRIEF, PREP
from bot.channels.slack.rep_views import Held
from bot.channels.slack.seating import Seating
from bot.channels.slack.texts import BUTTON, VIEW_BLOCKS, Block, context, plain_text, sections
from bot.channels.slack.views import Kept, View
from bot.channels.slack.working import Working
from bot.domain.events import Action, Press
from bot.domain.look_in import Changed, Due, Look, Quiet
from bot.domain.open_rooms import Account

Raw = Mapping[str, Any]
_ABOUT = (
    "I'm a bot run by $operator. I tell what its customers went through before they chose "
    "anything, failures included, and help to put a problem into words."
)
_HOW = (
    "Write to me in the Messages tab: only you and I read there. In a channel I answer when I am "
    "mentioned, and everyone there reads along. What you say goes into notes that are yours: you "
    "can correct them, withdraw them and take them along."
)
_NOTHING_NEW = "Nothing is new in the channels that you read along in."
_FROM = (
    "From channels where you are a member, and from pages that were passed on. Who is a member is "
    "looked up each time this tab is opened."
)
_MOST = 10  # accounts of one kind


class Home:
    """Publishes the tab for whoever opened it."""

    def __init__(self, parts: SlackParts, seating: Seating, working: Working) -> None:
        self._parts = parts
        self._seating = seating
        self._working = working

    async def __call__(self, context: Raw, event: Raw) -> None:
        """Look up who it is, and show what they may see at this moment."""
        origin = of_home(context, event)
        if not origin.user:
            return
        seat = await self._seating(origin)
        look = await self._parts.look_in(seat.speaker, seat.room, origin.at)
        if look is None:
            direct = str(event.get("channel") or "")
            room = Spot(origin.team, direct).room_id if direct else seat.room.id
            view = outsiders_view(self._parts.operator, room)
        else:
            view = reps_view(look, seat.room.id)
        client = await self._parts.clients.posting(origin.team)
        await client.views_publish(user_id=origin.user, view=view)
        if look is not None:
            key = f"{CHANNEL}:{seat.room.id}/looked/{origin.at.timestamp()}"
            room_ = replace(seat.room, address="")
            action = Action(
                key=key, room=room_, speaker=seat.speaker, at=origin.at, press=Press.LOOKED_IN
            )
            await self._working.take(action)


def outsiders_view(operator: str, room: str) -> View:
    """Who runs this, what it does, and the way to one's own notes."""
    notes = {
        "type": "button",
        "action_id": f"{NOTES}:0",
        "text": plain_text("Open my notes", BUTTON),
        "value": "open",
    }
    body = [
        *sections(_ABOUT.replace("$operator", operator)),
        *sections(_HOW),
        {"type": "actions", "elements": [notes]},
    ]
    return _home(body, str(Kept(room)))


def reps_view(look: Look, room: str) -> View:
    """What changed, what is due, and who has gone quiet with something open."""
    body: list[Block] = [_headline("New since you last looked")]
    for n, news in enumerate(look.changed[:_MOST]):
        body += [*sections(_news(news)), _buttons(news.account, f"new{n}")]
    if not look.changed:
        body += sections(_NOTHING_NEW)
    body += _listed("I ask them how it stands, as they wished", map(_due, look.due[:_MOST]))
    body += _quiet(look.quiet[:_MOST])
    return _home([*body[: VIEW_BLOCKS - 1], *context(_FROM)], str(Held(room)))


def _news(news: Changed) -> str:
    lines = [news.account.name]
    lines += [f'\N{BULLET} "{said.words}" ({said.about})' for said in news.said]
    lines += [f"\N{BULLET} and {news.more} more"] if news.more else []
    pages = "a page" if news.passed == 1 else f"{news.passed} pages"
    lines += [f"\N{BULLET} {pages} passed on to you"] if news.passed else []
    return "\n".join(lines)


def _due(due: Due) -> str:
    return f"\N{BULLET} {due.account.name}: {due.day}"


def _quiet(found: Sequence[Quiet]) -> Iterator[Block]:
    if found:
        yield _headline("Quiet for a while, with something open")
    for n, one in enumerate(found):
        text = f"{one.account.name}, last on {one.since}\nStill open: {one.open_question}"
        yield from sections(text)
        yield _buttons(one.account, f"quiet{n}")


def _listed(title: str, lines: Iterator[str]) -> list[Block]:
    text = "\n".join(lines)
    return [_headline(title), *sections(text)] if text else []


def _buttons(account: Account, where: str) -> Block:
    labels = ((BRIEF, "What they said"), (PREP, "Before a meeting"))
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": f"{action}:{where}",
                "text": plain_text(label, BUTTON),
                "value": account.id,
            }
            for action, label in labels
        ],
    }


def _headline(text: str) -> Block:
    return {"type": "header", "text": plain_text(text, 150)}


def _home(body: list[Block], kept: str) -> View:
    return {"type": "home", "blocks": body[:VIEW_BLOCKS], "private_metadata": kept}
