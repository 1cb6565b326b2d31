"""A buyer's conversation with the whole bot, in a channel that is shared with her company."""

import json
from dataclasses import dataclass
from itertools import count

import pytest

from bot.domain.audience import Role, Room, Speaker
from bot.domain.brief import Field
from bot.domain.plain import questions_in
from bot.ports.library import StoryFilter
from tests.channels.slack.standin import BOT, HOME
from tests.channels.slack.test_slack_presses import chosen, named
from tests.channels.slack.workspace import JO, PRIYA, workspace

_channels = count(1)


@dataclass
class WholeBot:
    """The application as the channel is handed it."""

    app: object

    def __post_init__(self):
        self.respond, self.read = self.app.respond, self.app.read
        self.posters, self.overhear = self.app.posters, self.app.overhear

    async def role_of(self, person):
        return Role.REP if person == f"slack:{JO}" else None


@pytest.fixture
async def work(slack, app):
    async with workspace(slack, WholeBot(app)) as joined:
        yield joined


@pytest.fixture
def channel(slack):
    """A channel of its own for each test: the application is shared by all."""
    name = f"C0DIALOG{next(_channels)}"
    return slack.channel(name, [PRIYA, JO], is_ext_shared=True, connected_team_ids=["T0ACME"])


class Talk:
    """Priya's talk with the bot in one channel."""

    def __init__(self, work, channel):
        self.work, self.slack, self.channel, self.thread = work, work.slack, channel, ""

    async def begins(self, text):
        self.thread = await self.work.mentions(PRIYA, text, self.channel)

    async def says(self, text):
        await self.work.says(PRIYA, text, self.channel, self.thread)

    async def presses(self, action, message):
        await self.work.presses(PRIYA, action, message, self.channel)

    @property
    def answers(self):
        return self.slack.posted(self.channel)

    @property
    def card(self):
        """The first answer that came with a story."""
        return next(m for m in self.answers if any(b["type"] == "card" for b in m["blocks"]))

    async def corrects(self, entry, words):
        """Correct an entry in the modal, as it is open."""
        notes = self.work.last_view
        menus = [b.get("accessory", {}) for b in self.slack.views[notes]["blocks"]]
        menu = next(m for m in menus if m.get("action_id") == f"entry:{entry.id}")
        press = {"type": "overflow", "action_id": menu["action_id"]}
        await self.work.presses_in(PRIYA, press | {"selected_option": menu["options"][0]}, notes)
        await self.work.submits(PRIYA, self.work.last_view, words, root=notes)
        return json.dumps(self.slack.views[notes])


def text_of(message):
    return message["blocks"][0]["text"]["text"]


async def test_eight_turns_with_buttons_and_the_modal(work, slack, app, channel):
    """She says what is wrong, reads a story, corrects her notes, and asks for a person."""
    talk = Talk(work, channel)
    await talk.begins("Month-end closing takes us nine days.")
    await talk.says("It is the approvals: they wait for a signature.")
    await talk.says("We tried a reminder tool last year, nobody read it.")
    await talk.presses(named(talk.card, "read"), talk.card)
    assert slack.views[work.last_view]["title"]["text"] == "A customer's story"
    await talk.presses(named(talk.card, "not_like_us"), talk.card)
    await talk.says("Finance and the plant managers both feel it.")
    await talk.presses(chosen(talk.card, "notes"), talk.card)
    room = Room(f"{HOME}/{channel}/{talk.thread}", "slack")
    brief = (await app.read.room(Speaker(f"slack:{PRIYA}"), room)).brief
    entry = brief.standing(Field.PROBLEM)[0]
    assert "eight days" in await talk.corrects(entry, "Month-end closing takes us eight days")
    await talk.says("what does it cost?")
    await talk.presses(chosen(talk.card, "suggest:person"), talk.card)
    await talk.says("thanks, that helps")
    assert slack.of("reactions.add")
    assert len(talk.answers) >= 6
    keeps_to_the_guide(talk)


def keeps_to_the_guide(talk):
    """Hold all answers against what is true of any in a shared room."""
    answers = talk.answers
    assert all(m["thread"] == talk.thread for m in answers)
    assert all(questions_in(text_of(m)) <= 1 for m in answers)
    assert all(len(text_of(m)) <= 500 for m in answers)
    offers = [m for m in answers if "Continue privately" in json.dumps(m["blocks"])]
    assert offers == answers[:1]


async def test_no_internal_story_reaches_the_channel_by_a_rep_either(work, slack, app, channel):
    internal = [
        s.story.title
        for s in await app.stories.all(StoryFilter())
        if s.story.effective_visibility == "internal"
    ]
    assert internal
    for title in internal:
        await work.mentions(JO, f"tell me about {title}", channel)
        await work.mentions(PRIYA, f"<@{BOT}> tell me about {title}", channel)
    sent = slack.all_text(channel)
    cards = json.dumps([m["blocks"] for m in slack.posted(channel)])
    assert [t for t in internal if f'"text": "{t}"' in cards or f"Read '{t}" in sent] == []


async def test_in_private_she_gets_her_notes_as_files(work, slack):
    dm = f"D{PRIYA}"
    await work.says(PRIYA, "Month-end closing takes us nine days.", dm)
    await work.says(PRIYA, "show me my notes", dm)
    files = [f["name"] for m in slack.posted(dm) for f in m.get("files", ())]
    assert files == ["problem-notes.md", "problem-notes.pdf"]
