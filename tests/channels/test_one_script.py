"""One script through Slack, Teams, the web and the terminal: the same moves, questions, stories.

What is compared is what stands on record; each channel runs as it is, before a stand-in of its
platform.
"""

import contextlib
import io
from datetime import UTC, datetime
from itertools import count
from types import SimpleNamespace

import pytest
from rich.console import Console

from bot.channels.terminal import Terminal, TerminalParts, seat
from bot.domain.audience import Place, Role, Room
from bot.domain.moves import MoveKind
from bot.ports.people import Person
from tests.channels.scripts import SCRIPTS
from tests.channels.slack import workspace as slack_people
from tests.channels.slack.standin import StandIn, running
from tests.channels.slack.workspace import fill, workspace
from tests.channels.teams.rooms import group
from tests.fakes import teams as teams_people
from tests.fakes.browser import app_of, browser, said
from tests.fakes.teams import Signer, connector_at_work, personal, teams_of

_numbers = count(1)


class Noted:
    """The door, which notes the room that a script is held in."""

    def __init__(self, respond):
        self.respond = respond
        self.knows, self.see_to = respond.knows, respond.see_to
        self.room = None

    async def __call__(self, event):
        self.room = event.room
        return await self.respond(event)

    async def accept(self, event):
        self.room = event.room
        return await self.respond.accept(event)


async def through_slack(app, door, script):
    who = slack_people.JO if script.who == "rep" else slack_people.PRIYA

    async def role_of(person):
        return Role.REP if person == f"slack:{slack_people.JO}" else None

    bot = SimpleNamespace(
        respond=door,
        read=app.read,
        posters=app.posters,
        overhear=app.overhear,
        role_of=role_of,
    )
    async with running(fill(StandIn())) as slack, workspace(slack, bot) as work:
        channel, thread = f"C0SCRIPT{next(_numbers)}", ""
        members = [slack_people.PRIYA, slack_people.JO]
        slack.channel(channel, members, is_ext_shared=True, connected_team_ids=["T0ACME"])
        for line in script.lines:
            if script.shared:
                thread = thread or await work.mentions(who, line, channel)
                if line is not script.lines[0]:
                    await work.mentions(who, line, channel, thread)
            else:
                await work.says(who, line, f"D{who}{channel}")


async def through_teams(app, door, script):
    who = teams_people.JO if script.who == "rep" else teams_people.PRIYA
    await app.people.put(Person("teams:aad-jo", Role.REP))
    signer = Signer()
    parts = {"respond": door, "read": app.read}
    async with (
        connector_at_work(signer) as connector,
        teams_of(connector, signer, role_of=app.people.role_of, **parts) as (channel, client),
    ):
        app.posters["teams"] = channel.poster
        room = group() if script.shared else personal(who)
        connector.members[room.id] = [who] if room.kind == "personal" else [who, teams_people.JO]
        for line in script.lines:
            await client.says(room, line, who, timestamp=datetime.now(UTC).isoformat())
        del app.posters["teams"]


async def through_the_web(app, door, script):
    seats = {True: "prospect-shared", False: "prospect-private"}
    at = "rep-private" if script.who == "rep" else seats[script.shared]
    talk = SimpleNamespace(respond=door, read=app.read)
    async with browser(app_of(talk, now=lambda: datetime.now(UTC))) as client:
        await client.get(f"/demo/{at}")
        for line in script.lines:
            key = f"key-of-a-line-{next(_numbers):010}"
            answer = await client.post(f"/demo/{at}/say", data=said(line, key))
            assert answer.status_code == 303


async def through_the_terminal(app, door, script):
    lines = iter(script.lines)

    def ask():
        with contextlib.suppress(StopIteration):
            return next(lines)
        raise EOFError

    role = "rep" if script.who == "rep" else "prospect"
    speaker, room = seat(role, "shared" if script.shared else "dm")
    room = Room(f"{room.id}-{next(_numbers)}", room.channel, room.place, room.account)
    parts = TerminalParts(door, app.read, Console(file=io.StringIO()), ask)
    await Terminal(parts, speaker, room).run()


CHANNELS = {
    "slack": through_slack,
    "teams": through_teams,
    "web": through_the_web,
    "terminal": through_the_terminal,
}


async def on_record(app, channel, script):
    """Hold a script through a channel; gives what each line became, as the record has it."""
    door = Noted(app.respond)
    await CHANNELS[channel](app, door, script)
    assert door.room.channel == channel
    assert door.room.place is (Place.SHARED if script.shared else Place.DM)
    kept = await app.respond._ledger.conversations.transcript(f"{channel}:{door.room.id}")
    return [(line.text, _became(line.reply)) for line in kept]


def _became(reply):
    if reply is None:
        return None
    question = reply.question.id if reply.question else None
    return reply.move, question, [card.id for card in reply.stories]


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
async def test_every_channel_gives_the_same_moves_questions_and_stories(app, script):
    records = {channel: await on_record(app, channel, script) for channel in CHANNELS}
    terminal = records.pop("terminal")
    for (kept, _), wrote in zip(terminal, script.lines, strict=True):
        assert kept == wrote or "[removed]" in kept  # what is to be forgotten is not kept
    says_something(terminal, script)
    for channel, record in records.items():
        assert record == terminal, channel


def says_something(record, script):
    """A script that nothing comes of would be the same everywhere, too."""
    became = [b for _, b in record if b]
    assert len(became) >= 8
    assert len({move for move, _, _ in became}) >= 3
    assert any(stories for _, _, stories in became)
    assert any(question for _, question, _ in became) == (script.who == "buyer")
    assert MoveKind.CANNOT_HANDLE not in {move for move, _, _ in became}
