"""Owners are told what is due in their own room: once, by day, and only if there is something."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.events import Message
from bot.domain.story import Verdict
from bot.ports.people import Person
from bot.use_cases.change_stories import Decision
from tests.dialogs.talk import Talk
from tests.dialogs.test_dialogs_of_owners import STORY, Desk

_stories = count(1)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday


@dataclass
class StillClock:
    at: datetime = NOON

    def now(self):
        return self.at


@dataclass
class Rooms:
    """Everybody has a room but those who are not vouched for."""

    name: str
    not_vouched: frozenset = frozenset()

    async def room_of(self, person_id):
        if person_id in self.not_vouched:
            return None
        return Room(f"{self.name}-{person_id}", "test", Place.DM)


@dataclass
class Told:
    """The one door, with what went out by it."""

    respond: object
    replies: list = field(default_factory=list)

    async def knows(self, key):
        return await self.respond.knows(key)

    async def __call__(self, event):
        answer = await self.respond(event)
        self.replies.append((event.room.id, answer.reply))
        return answer


@pytest.fixture
async def remind(app, request):
    name = request.node.name
    people = [Person(f"test:{name}-{n}", Role.OWNER, f"{name}-{n}") for n in ("a", "b")]
    people.append(Person(f"test:{name}-rep", Role.REP, "Jo"))
    for person in people:
        await app.people.put(person)
    yield replace(
        app.remind,
        reach={"test": Rooms(name)},
        clock=StillClock(),
        respond=Told(app.respond),
        _looked=None,
    )
    for person in people:
        await app.people.remove(person.id)


@pytest.fixture
async def due_soon(app, request):
    """A story of the first owner whose review date nears."""
    name = f"due-{next(_stories)}"
    text = STORY.format(id=name, title=f"The board in {name}").replace(
        "outcome: partly", f"outcome: partly\nowner: {request.node.name}-a\nreview_by: 2026-12-01"
    )
    await Desk(app, Place.DM, "").hands_over(f"{name}.md", text)
    await app.change.rule(Decision(name, "test", "", Role.OWNER), Verdict.APPROVED)
    yield name
    await app.change.rule(Decision(name, "test", "over", Role.OWNER), Verdict.RETIRED)


async def told(remind, who):
    room = await remind.reach["test"].room_of(f"test:{who}")
    return [reply for where, reply in remind.respond.replies if where == room.id and reply]


async def test_its_owner_is_told_once_in_one_message_and_no_rep(app, remind, due_soon, request):
    await remind()
    await remind()
    await replace(remind, _looked=None)()  # another process, or after a restart
    remind.clock.at = NOON + timedelta(days=3)
    await remind()  # the next working day nothing is new
    mine = [r for r in await told(remind, f"{request.node.name}-a") if r.move == "review"]
    [dates] = [r for r in mine if "dates.md" in {a.name for a in r.attachments}]
    assert f"2026-12-01: The board in {due_soon}" in dates.attachments[0].text
    theirs = await told(remind, f"{request.node.name}-b")
    assert not any(due_soon in a.text for r in theirs for a in r.attachments)
    assert await told(remind, f"{request.node.name}-rep") == []


async def test_a_date_that_is_new_comes_alone_with_what_can_be_decided(
    app, remind, due_soon, request
):
    await remind()
    name = f"due-{next(_stories)}"
    text = STORY.format(id=name, title=f"The board in {name}").replace(
        "outcome: partly", f"outcome: partly\nowner: {request.node.name}-a\nreview_by: 2026-12-02"
    )
    await Desk(app, Place.DM, "").hands_over(f"{name}.md", text)
    remind.clock.at = NOON + timedelta(days=3)
    await remind()
    last = (await told(remind, f"{request.node.name}-a"))[-1]
    await app.change.rule(Decision(name, "test", "over", Role.OWNER), Verdict.RETIRED)
    assert "02 December 2026" in last.text
    assert [s.label for s in last.suggestions] == ["Approve", "Needs work", "Who may see it"]


@pytest.mark.parametrize("hours", [-4, 6, 12, 26])
async def test_nobody_is_told_at_night_or_on_a_weekend(app, remind, due_soon, request, hours):
    remind.clock.at = NOON + timedelta(hours=hours)
    await remind()
    assert await told(remind, f"{request.node.name}-a") == []


async def test_who_is_not_vouched_for_any_more_is_told_nothing(app, remind, due_soon, request):
    gone = f"test:{request.node.name}-a"
    remind.reach["test"].not_vouched = frozenset({gone})
    await remind()
    remind.reach["test"].not_vouched = frozenset()
    assert await told(remind, f"{request.node.name}-a") == []


@pytest.fixture
async def gap(app):
    """A buyer asked for something that no story fits, in the week before."""
    talk = Talk(app, Place.SHARED, "northwind", now=NOON - timedelta(days=2))
    await talk.says("Do you have a story about beekeepers who lost their swarms to a solar farm?")


async def test_the_week_without_a_story_is_told_and_can_be_stopped(app, remind, gap, request):
    await remind()
    for owner in ("a", "b"):
        replies = await told(remind, f"{request.node.name}-{owner}")
        digests = [r for r in replies if "no digest" in r.text]
        assert len(digests) == 1
        assert digests[0].attachments[0].kind == "gaps"
    who = f"test:{request.node.name}-a"
    room = await remind.reach["test"].room_of(who)
    speaker = Speaker(who, insider=True, role=Role.OWNER)
    stop = Message(key=f"stop-{who}", room=room, speaker=speaker, at=NOON, text="no digest")
    assert (await app.respond(stop)).trace.move.line == "digest_off"
    remind.clock.at = NOON + timedelta(days=3)  # the next week, the gap is five days old
    await remind()
    for owner, digests in (("a", 1), ("b", 2)):
        replies = await told(remind, f"{request.node.name}-{owner}")
        assert len([r for r in replies if "gaps.md" in str(r.attachments)]) == digests


async def test_a_week_without_anything_is_not_spoken_of(app, remind, request):
    remind.clock.at = NOON + timedelta(days=700)
    while not remind.hours.hold(remind.clock.at):
        remind.clock.at += timedelta(days=1)
    await remind()
    replies = await told(remind, f"{request.node.name}-a")
    assert [r for r in replies if r.attachments and r.attachments[0].kind == "gaps"] == []
