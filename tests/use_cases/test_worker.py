"""The worker: many at once, one outcome each, taken over from those that are gone."""

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.adapters.rate_limits import RateLimits
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_queue import SqlQueue
from bot.adapters.sql.sql_timers import SqlTimers
from bot.bootstrap.clock import SystemClock
from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.events import Message
from bot.domain.heard import Heard
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Reply
from bot.ports.turns import Outcome, TurnCommit
from bot.use_cases.respond import Desk, Ledger, Respond, Trace, Worked
from bot.use_cases.tell_waiting import TellWaiting
from bot.use_cases.worker import Pace, Worker

QUICK = Pace(at_once=4, lease=2.0, poll=0.02, grace=0.2)


class Channel:
    """A channel whose readers see what is posted, in order."""

    def __init__(self):
        self.posts, self.told, self.failing = [], [], 0

    async def post(self, outgoing):
        if self.failing:
            self.failing -= 1
            raise ConnectionError("down")
        self.posts.append((outgoing.room.id, outgoing.reply.text))
        return "ts"

    async def find(self, outgoing):
        return None

    async def tell(self, room, line):
        self.told.append((room.id, line))


class Echo:
    """Answers each message by its own words; slow where it is told to wait."""

    def __init__(self):
        self.along = []  # how many came with each event
        self.gate = asyncio.Event()
        self.gate.set()
        self.at_once, self.most = 0, 0

    async def __call__(self, pending, conversation):
        self.along.append(len(pending.along))
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.gate.wait()
            await asyncio.sleep(0.005)
        finally:
            self.at_once -= 1
        event = pending.event
        reply = Reply(event.text, MoveKind.FIND)
        commit = TurnCommit(
            pending.inbox_id, event.room, Outcome.REPLIED, event.at, conversation, reply
        )
        return Worked(commit, Trace(Heard(), Move(MoveKind.FIND), conversation))


class Floor:
    """Processes in one: each has a worker of its own over the same database."""

    def __init__(self, database):
        self.ledger = Ledger(
            SqlInbox(database),
            SqlConversations(database),
            SqlOutbox(database),
            SqlTimers(database),
            SqlQueue(database),
        )
        self.channel, self.echo = Channel(), Echo()

    def process(self, name, pace=QUICK, limits=None, gather=0):
        posters = {"slack": self.channel}
        desk = Desk(name, SystemClock(), "Sorry.", posters, limits, gather)
        respond = Respond(self.ledger, dict.fromkeys(Role, self.echo), desk)
        worker = Worker(respond, self.ledger, name, posters, pace)
        respond.leave_to(worker)
        return respond, worker

    @asynccontextmanager
    async def at_work(self, name, *, working=True, **more):
        respond, worker = self.process(name, **more)
        running = asyncio.create_task(worker.run(working=working))
        try:
            yield respond
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


@pytest.fixture
async def floor(tmp_path):
    database = await open_database(f"sqlite:///{tmp_path}/records.db")
    yield Floor(database)
    await database.close()


def said(text, room="C1", who="ann", account="acme", key=""):
    return Message(
        key=key or f"{room}:{who}:{text}",
        room=Room(room, "slack", Place.DM, account),
        speaker=Speaker(who),
        at=datetime.now(UTC),
        text=text,
    )


def among_several(text):
    """Say something where others read it, too."""
    message = said(text)
    return replace(message, room=replace(message.room, place=Place.SHARED))


async def until(condition, seconds=5.0):
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - a channel does not tell who looks at it
            await asyncio.sleep(0.01)


async def test_the_process_that_takes_in_need_not_be_the_one_that_answers(floor):
    async with floor.at_work("front", working=False) as front, floor.at_work("back"):
        answer = await asyncio.wait_for(front(said("hello")), 5)
    assert answer.outcome is Outcome.REPLIED
    assert answer.reply.text == "hello"
    assert floor.channel.posts == [("C1", "hello")]


async def test_each_room_is_answered_in_order_and_several_at_once(floor):
    async with floor.at_work("a") as one, floor.at_work("b") as other:
        for n in range(12):
            for room in ("C1", "C2", "C3"):
                await (one, other)[n % 2].accept(said(str(n), room))
        await until(lambda: len(floor.channel.posts) == 36)
    for room in ("C1", "C2", "C3"):
        assert [t for r, t in floor.channel.posts if r == room] == [str(n) for n in range(12)]
    assert floor.echo.most > 1


async def test_no_more_are_answered_at_once_than_there_are_hands(floor):
    async with floor.at_work("a", pace=replace(QUICK, at_once=2)) as respond:
        for n in range(10):
            await respond.accept(said("hi", f"C{n}"))
        await until(lambda: len(floor.channel.posts) == 10)
    assert floor.echo.most == 2


async def test_what_a_process_held_that_is_gone_is_answered_by_another(floor):
    """It holds the lease, and never comes back."""
    gone, _ = floor.process("gone")
    accepted = await gone.accept(said("hello"))
    await floor.ledger.conversations.lease(accepted.conversation_id, "gone", 0.4)
    async with floor.at_work("b"):
        await until(lambda: floor.channel.posts == [("C1", "hello")])


async def test_a_turn_that_takes_longer_than_a_lease_is_not_taken_over(floor):
    floor.echo.gate.clear()
    pace = replace(QUICK, lease=0.4)
    async with floor.at_work("a", pace=pace) as one, floor.at_work("b", pace=pace):
        await one.accept(said("hello"))
        await until(lambda: floor.echo.at_once == 1)
        await asyncio.sleep(1.2)  # three leases
        assert floor.echo.most == 1
        floor.echo.gate.set()
        await until(lambda: floor.channel.posts == [("C1", "hello")])


async def test_a_process_that_stops_hands_over_what_it_has_not_finished(floor):
    floor.echo.gate.clear()
    async with floor.at_work("a") as one:
        await one.accept(said("hello"))
        await until(lambda: floor.echo.at_once == 1)
    floor.echo.gate.set()
    begun = asyncio.get_running_loop().time()
    async with floor.at_work("b", pace=replace(QUICK, lease=60.0)):
        await until(lambda: floor.channel.posts == [("C1", "hello")])
    assert asyncio.get_running_loop().time() - begun < 1.5  # no lease had to run out


async def test_a_channel_that_is_down_for_a_moment_is_posted_to_in_order_afterwards(floor):
    floor.channel.failing = 1
    async with floor.at_work("a") as respond:
        await respond.accept(said("one"))
        await respond.accept(said("two"))
        await until(lambda: len(floor.channel.posts) == 2)
    assert [text for _, text in floor.channel.posts] == ["one", "two"]


async def test_who_asks_too_much_is_answered_later_and_told_so_once(floor):
    """The others are answered meanwhile, and nothing is lost."""
    limits = RateLimits(person="3/2second", account="", whole="")
    tell = TellWaiting(floor.ledger.queue, {"slack": floor.channel}, ["One moment."])
    async with floor.at_work("a", limits=limits) as respond:
        for n in range(6):
            await respond.accept(said(str(n), "C1"))
        await respond(said("hello", "C2", "bob"))
        await until(lambda: len(floor.channel.posts) == 4)
        assert await tell(after=0.0) == 1
        assert await tell(after=0.0) == 0
        await until(lambda: len(floor.channel.posts) == 7, 8)
    assert floor.channel.told == [("C1", "One moment.")]
    assert [t for r, t in floor.channel.posts if r == "C1"] == [str(n) for n in range(6)]


@pytest.mark.parametrize(
    ("limits", "held"),
    [
        (("2/minute", "", ""), [0, 0, 1]),
        (("", "1/minute", ""), [0, 1, 1]),
        (("", "", ""), [0] * 3),
    ],
)
async def test_limits_hold_back_and_refuse_nothing(limits, held):
    limits = RateLimits(*limits)
    found = [await limits.hold(said(str(n))) for n in range(3)]
    assert [int(seconds > 0) for seconds in found] == held
    assert max(found) <= 60


async def test_where_several_read_it_waits_for_more_and_takes_them_up_together(floor):
    async with floor.at_work("a", gather=0.3) as respond:
        for text in ("one", "two", "three"):
            await respond.accept(among_several(text))
            await asyncio.sleep(0.05)
        assert floor.channel.posts == []
        await until(lambda: floor.echo.along)
    assert floor.echo.along[0] == 2


async def test_alone_with_the_bot_nobody_waits(floor):
    async with floor.at_work("a", gather=5) as respond:
        answer = await asyncio.wait_for(respond(said("hello")), 3)
    assert answer.reply.text == "hello"


async def test_what_waited_for_more_when_a_process_died_is_answered_by_the_next(floor):
    async with floor.at_work("a", gather=0.2) as respond:
        accepted = await respond.accept(among_several("hello"))
    assert await floor.ledger.inbox.outcome(accepted.inbox_id) is None
    async with floor.at_work("b"):
        await until(lambda: floor.channel.posts)
    assert floor.channel.posts == [("C1", "hello")]
