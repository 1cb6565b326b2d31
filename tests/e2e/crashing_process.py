"""A Groundwork process that is killed, with SIGKILL, just before or after its n-th write.

usage: crashing_process.py FOLDER say N before|after     answer one message, die on the way
       crashing_process.py FOLDER say 0 never            answer one message
       crashing_process.py FOLDER two N before|after     answer two messages by one reply, die
       crashing_process.py FOLDER restart                what a restart does

A reply is "posted" by appending a line to FOLDER/posts, as a channel would show it to people.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.adapters.content.prompt_files import load_wording
from bot.adapters.language.builtin_speaker import BuiltinSpeaker
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_links import SqlLinks
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_queue import SqlQueue
from bot.adapters.sql.sql_requests import SqlRequests
from bot.adapters.sql.sql_rooms import SqlRooms
from bot.adapters.sql.sql_timers import SqlTimers
from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.events import Message
from bot.domain.working_hours import WorkingHours
from bot.settings import CONTENT
from bot.use_cases.ask_person import AskPerson, Staff, Waiting
from bot.use_cases.ask_worth import AskWorth
from bot.use_cases.find_peers import FindPeers
from bot.use_cases.find_stories import FindStories
from bot.use_cases.guide_buyer import BuyerDesk, GuideBuyer
from bot.use_cases.hearing import Hearing
from bot.use_cases.respond import Desk, Ledger, Respond
from bot.use_cases.say import Detectors, Say
from tests.fakes.language import FakeListener, NoAnswers, NoPersonalData, NoProductTalk
from tests.fakes.library import EmptyIndex, NoStories

WRITES = ("accept", "lease", "commit", "mark_posting", "post", "mark_posted", "release")
ROOM = Room("room", "paper", Place.SHARED, "acme")


class SystemClock:
    def now(self):
        return datetime.now(UTC)


class Paper:
    """A channel that people read on paper: what is appended was seen."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def post(self, outgoing):
        with self._file.open("a", encoding="utf-8") as paper:
            paper.write(f"{outgoing.key}\t{outgoing.reply.text!r}\n")
            paper.flush()
            os.fsync(paper.fileno())
        return outgoing.key

    async def find(self, outgoing):
        seen = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
        return outgoing.key if f"{outgoing.key}\t" in seen else None


class Mortal:
    """Passes calls on to `real` and kills the process around its n-th write."""

    writes = 0

    def __init__(self, real, die_at: int, side: str) -> None:
        self._real, self._die_at, self._side = real, die_at, side

    def __getattr__(self, name):
        call = getattr(self._real, name)
        if name not in WRITES:
            return call

        async def counted(*args, **kwargs):
            Mortal.writes += 1
            self._maybe_die("before")
            result = await call(*args, **kwargs)
            self._maybe_die("after")
            return result

        return counted

    def _maybe_die(self, side: str) -> None:
        if Mortal.writes == self._die_at and side == self._side:
            os.kill(os.getpid(), signal.SIGKILL)


async def main(folder: Path, job: str, die_at: int = 0, side: str = "never") -> None:
    database = await open_database(f"sqlite:///{folder}/groundwork.db")
    mortal = [
        Mortal(real, die_at, side)
        for real in (
            SqlInbox(database),
            SqlConversations(database),
            SqlOutbox(database),
            Paper(folder / "posts"),
        )
    ]
    inbox, conversations, outbox, paper = mortal
    wording, clock = load_wording(CONTENT / "prompts"), SystemClock()
    say = Say(
        BuiltinSpeaker(wording, "Northstar"), Detectors(NoProductTalk(), NoPersonalData()), wording
    )
    hearing = Hearing(FakeListener(), NoAnswers(), wording, "Northstar")
    find = FindStories(EmptyIndex(), NoStories())
    requests = SqlRequests(database)
    staff = Staff(SqlLinks(database), SqlPeople(database), requests)
    waiting = Waiting(WorkingHours(frozenset(range(7)), time(9), time(17)))
    buyers = BuyerDesk(
        find,
        AskPerson(staff, waiting, clock),
        FindPeers(find, requests, clock),
        AskWorth(SqlRooms(database), clock),
    )
    guide = GuideBuyer(hearing, buyers, say, clock)
    ledger = Ledger(inbox, conversations, outbox, SqlTimers(database), SqlQueue(database))
    await ledger.queue.take_over("only")
    desk = Desk("only", clock, "Sorry.", {"paper": paper})
    respond = Respond(ledger, {Role.PROSPECT: guide}, desk)
    said = [
        Message(key=key, room=ROOM, speaker=Speaker(who), at=clock.now(), text="It is late.")
        for key, who in (("m1", "ann"), ("m2", "bob"))
    ]
    if job == "say":
        await respond(said[0])
    elif job == "two":
        await respond.accept(said[0])
        await respond(said[1])
    else:
        await respond.recover()
    await database.close()


if __name__ == "__main__":
    asyncio.run(
        main(Path(sys.argv[1]), sys.argv[2], int((sys.argv[3:] or ["0"])[0]), *sys.argv[4:])
    )
