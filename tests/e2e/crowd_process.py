"""One of several processes that take in and answer what a crowd writes, until it is killed.

usage: crowd_process.py DATABASE PAPER [POOL]     prints the port that it listens on

All but two parts are the product's own: hearing is a stand-in, which takes no time, and the
channel is paper that the crowd reads: PAPER is the address of what people see.
"""

import asyncio
import json
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import aiohttp
from aiohttp import web

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
from bot.bootstrap.clock import SystemClock
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
from bot.use_cases.worker import Pace, Worker
from tests.fakes.language import FakeListener, NoAnswers, NoPersonalData, NoProductTalk
from tests.fakes.library import EmptyIndex, NoStories

LEASE = 5.0  # seconds; short, so that a small crowd need not wait for long
CHANNEL = "paper"
BEGINNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


class Paper:
    """A channel: what is posted there is seen at once, and can be looked up."""

    def __init__(self, session, address):
        self._session, self._address = session, address

    async def post(self, outgoing):
        page = {"key": outgoing.key, "room": outgoing.room.id, "text": outgoing.reply.text}
        async with self._session.post(self._address, json=page) as answer:
            answer.raise_for_status()
        return outgoing.key

    async def find(self, outgoing):
        asked = {"key": outgoing.key}
        async with self._session.get(self._address, params=asked) as answer:
            return outgoing.key if (await answer.json())["seen"] else None

    async def tell(self, room, line):
        return None


def make_respond(database, posters, name):
    """Join the product's own parts around a listener that takes no time."""
    wording, clock = load_wording(CONTENT / "prompts"), SystemClock()
    detectors = Detectors(NoProductTalk(), NoPersonalData())
    say = Say(BuiltinSpeaker(wording, "Northstar"), detectors, wording)
    hearing = Hearing(FakeListener(), NoAnswers(), wording, "Northstar")
    find, requests = FindStories(EmptyIndex(), NoStories()), SqlRequests(database)
    staff = Staff(SqlLinks(database), SqlPeople(database), requests)
    waiting = Waiting(WorkingHours(frozenset(range(7)), time(9), time(17)))
    person, peers = AskPerson(staff, waiting, clock), FindPeers(find, requests, clock)
    buyers = BuyerDesk(find, person, peers, AskWorth(SqlRooms(database), clock))
    guide = GuideBuyer(hearing, buyers, say, clock)
    ledger = Ledger(
        SqlInbox(database),
        SqlConversations(database),
        SqlOutbox(database),
        SqlTimers(database),
        SqlQueue(database),
    )
    respond = Respond(ledger, {Role.PROSPECT: guide}, Desk(name, clock, "Sorry.", posters))
    worker = Worker(respond, ledger, name, posters, Pace(lease=LEASE))
    respond.leave_to(worker)
    return respond, worker


def door(respond):
    """Give the web application that takes in what is written, as a platform would hand it over."""

    async def take(request):
        said = await request.json()
        message = Message(
            key=said["key"],
            room=Room(said["room"], CHANNEL, Place.SHARED, said["account"]),
            speaker=Speaker(said["who"]),
            at=BEGINNING + timedelta(seconds=said["at"]),
            text=said["text"],
        )
        try:
            await respond.accept(message)
        except Exception as error:  # noqa: BLE001 - as any platform, the crowd sends it again
            return web.json_response({"error": type(error).__name__}, status=503)
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/", take)
    return app


async def main(url, paper, pool="4"):
    database = await open_database(url, pool=int(pool))
    name = "only" if url.startswith("sqlite") else f"crowd-{os.getpid()}"
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
        respond, worker = make_respond(database, {CHANNEL: Paper(session, paper)}, name)
        runner = web.AppRunner(door(respond))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        sys.stdout.write(json.dumps({"port": runner.addresses[0][1]}) + "\n")
        sys.stdout.flush()
        with suppress(asyncio.CancelledError):
            await worker.run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
