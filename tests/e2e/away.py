"""Buyers write to two bots while Chroma, then PostgreSQL, is away; then all is counted.

usage: python -m tests.e2e.away [--buyers 30] [--messages 8] [--pause 8] [--away 20]

As the platforms do, whoever gets no answer sends the same message again.
"""

import argparse
import asyncio
import json
import random
import re
import secrets
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

from tests.conftest import PREPARED
from tests.e2e.serving import serving
from tests.fakes.chroma_server import ChromaServer
from tests.fakes.postgres import postgres_server

SETTLED = 60  # seconds in which what is late has to be there
SEAT = "/demo/prospect-shared"
WORDS = (
    "Our month-end close takes nine days and nobody knows where they go.",
    "Mostly we wait for the people who approve journals.",
    "Did anyone else go through this?",
    "We tried a shared list last year, and nobody kept it.",
    "What should we be thinking about?",
    "The controller wants it fixed before the audit in March.",
    "Orders wait for weeks because five people have to sign.",
    "What went wrong for those who gave up?",
)


@dataclass
class Plan:
    """How many write how much, and how long each server is away."""

    buyers: int = 30
    messages: int = 8
    pause: float = 8.0  # seconds between two messages of a buyer
    away: float = 20.0  # seconds


@dataclass
class Found:
    """What became of the messages. `refused` were answered with an error, and sent again."""

    messages: int = 0
    answered: int = 0
    doubled: int = 0
    lost: int = 0
    refused: dict = field(default_factory=dict)  # status -> how often
    cards: int = 0
    cards_without_chroma: int = 0
    said_without_chroma: int = 0
    longest: float = 0.0  # seconds until an answer, outages included
    longest_without_chroma: float = 0.0


@dataclass
class Site:
    """Two bots' two servers, and the folder that the bots share, as in compose.yaml."""

    folder: Path
    chroma: ChromaServer
    records: object

    def bot(self, name, *options):
        """Start one, as its service of compose.yaml would."""
        return serving(self.folder, "--demo", *options, settings=self.settings, name=name)

    def worker(self):
        """Start one that only answers."""
        return serving(self.folder, settings=self.settings, name="worker", command="work")

    @property
    def settings(self):
        """Where the servers are."""
        return {
            "GROUNDWORK_DATABASE_URL": self.records.get_uri(),
            "GROUNDWORK_CHROMA_URL": self.chroma.url,
        }


@contextmanager
def servers(folder, models):
    """Run a PostgreSQL and a Chroma of their own."""
    (folder / "models").symlink_to(models)
    chroma = ChromaServer(folder / "chroma")
    chroma.start()
    try:
        with postgres_server() as records:
            yield Site(folder, chroma, records)
    finally:
        chroma.stop()


class Writer:
    """A buyer in a browser, led to either bot."""

    def __init__(self, plan, bots, found, chance):
        self._plan, self._bots, self._found, self._chance = plan, bots, found, chance
        self._cookies = httpx.Cookies()

    async def __call__(self, state):
        for m in range(self._plan.messages):
            await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self._plan.pause)
            await self._say(WORDS[m % len(WORDS)], state)
        mine, replies = await self._settled()
        self._found.answered += min(replies, self._plan.messages)
        self._found.lost += max(0, self._plan.messages - mine)
        self._found.doubled += max(0, replies - self._plan.messages)

    async def _settled(self):
        """Give how many messages and replies the page shows, once nothing is under way."""
        until = time.monotonic() + SETTLED
        while True:
            page = (await self._asks("GET", SEAT)).text
            mine, replies = page.count('class="said mine"'), page.count('<div class="reply">')
            if replies >= self._plan.messages or time.monotonic() > until:
                return mine, replies
            await asyncio.sleep(1)

    async def _say(self, text, state):
        said = {"key": secrets.token_urlsafe(18), "seen": "0", "text": text}
        begun, was_away = time.monotonic(), state["chroma away"]
        while True:
            with suppress(httpx.HTTPError):
                headers = {"HX-Request": "true"}
                answer = await self._asks("POST", f"{SEAT}/say", data=said, headers=headers)
                if answer.status_code == httpx.codes.OK:
                    break
                refused = self._found.refused
                refused[answer.status_code] = refused.get(answer.status_code, 0) + 1
            await asyncio.sleep(0.5)
        self._found.messages += 1
        took = time.monotonic() - begun
        new = re.split('id="turn-', answer.text)[-1]
        self._found.longest = max(self._found.longest, round(took, 1))
        self._found.cards += 'class="card"' in new
        if was_away and state["chroma away"]:
            self._found.said_without_chroma += 1
            self._found.cards_without_chroma += 'class="card"' in new
            longest = max(self._found.longest_without_chroma, round(took, 1))
            self._found.longest_without_chroma = longest

    async def _asks(self, method, path, **more):
        base = self._chance.choice(self._bots)
        headers = {"Origin": base} | more.pop("headers", {})
        options = {"follow_redirects": True, "timeout": 60, "cookies": self._cookies}
        async with httpx.AsyncClient(base_url=base, **options) as browser:
            if not self._cookies:
                self._cookies.update((await browser.get(SEAT)).cookies)
                browser.cookies.update(self._cookies)
            answer = await browser.request(method, path, headers=headers, **more)
            self._cookies.update(browser.cookies)
            return answer


async def _trouble(plan, site, state):
    await asyncio.sleep(plan.pause)
    state["chroma away"] = True
    await asyncio.to_thread(site.chroma.stop)
    await asyncio.sleep(plan.away)
    await asyncio.to_thread(site.chroma.start)
    state["chroma away"] = False
    await asyncio.sleep(plan.pause)
    await asyncio.to_thread(site.records.stop)
    await asyncio.sleep(plan.away)
    await asyncio.to_thread(site.records.ensure_postgres_running)


async def run(plan, site, bots):
    """Let buyers write, and give what became of it."""
    found, state = Found(), {"chroma away": False}
    writers = [Writer(plan, bots, found, random.Random(n)) for n in range(plan.buyers)]
    trouble = asyncio.create_task(_trouble(plan, site, state))
    await asyncio.gather(*(writer(state) for writer in writers))
    await trouble
    return found


def main():
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser()
    for name, value in asdict(Plan()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    plan = Plan(**vars(parser.parse_args()))
    with tempfile.TemporaryDirectory(prefix="groundwork-away-") as name, ExitStack() as running:
        site = running.enter_context(servers(Path(name), PREPARED))
        bots = [running.enter_context(site.bot(name))[0] for name in ("bot-1", "bot-2")]
        found = asyncio.run(run(plan, site, bots))
    sys.stdout.write(json.dumps({"plan": asdict(plan), "found": asdict(found)}, indent=1) + "\n")


if __name__ == "__main__":
    main()
