"""A real browser in front of a real server. Where there is no browser, this is said loudly."""

import contextlib
import shutil
import socket
import sqlite3

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.e2e.serving import serving
from tests.fakes import emulated_slack as emulated
from tests.fakes import slack_pictures
from tests.fakes.teams_playground import MISSING, TENANT, find_playground, playground_for

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NO_BROWSER = (
    "NO BROWSER: the playground was not driven. Install Chromium "
    "(Debian: apt-get install chromium) and run the tests again."
)
PATIENCE = 20_000  # milliseconds; on a busy machine a reply takes its time


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", ())
    for reason in (NO_BROWSER, MISSING, emulated.MISSING, slack_pictures.MISSING):
        if any(reason in str(report.longrepr) for report in skipped):
            terminalreporter.section("not tested", red=True, bold=True)
            terminalreporter.write_line(reason, red=True)


@pytest.fixture(scope="session")
def browser_path():
    """A browser of this machine; playwright's own is not downloaded."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(NO_BROWSER)
    return path


@pytest.fixture(scope="session")
def site(browser_path, sample_data, tmp_path_factory):
    """The address of a playground with the sample stories; started once a browser is found."""
    folder = tmp_path_factory.mktemp("playground") / "data"
    shutil.copytree(sample_data, folder, symlinks=True)
    with serving(folder, "--demo") as (address, _):
        yield address


@pytest.fixture(scope="module")
def teams_playground(sample_data, tmp_path_factory):
    """Microsoft's playground for Teams in front of a bot; in it, everyone is of one tenant."""
    with _playground(sample_data, tmp_path_factory.mktemp("teams"), TENANT) as playground:
        yield playground


@pytest.fixture(scope="module")
def playground_of_buyers(sample_data, tmp_path_factory):
    """The same where that tenant is a buyer's."""
    with _playground(sample_data, tmp_path_factory.mktemp("buyers"), "another") as playground:
        yield playground


@contextlib.contextmanager
def _playground(sample_data, folder, home):
    if find_playground() is None:
        pytest.skip(MISSING)
    folder /= "data"
    shutil.copytree(sample_data, folder, symlinks=True)
    with contextlib.closing(sqlite3.connect(folder / "groundwork.db")) as database, database:
        rep = ("teams:00000000-0000-0000-0000-0000000000021", "rep", "Jo")
        database.execute("INSERT INTO people (id, role, name) VALUES (?, ?, ?)", rep)
    settings = {
        "GROUNDWORK_TEAMS_UNAUTHENTICATED": "true",
        "GROUNDWORK_TEAMS_TENANT_ID": home,
        "GROUNDWORK_OPERATOR": "Northstar",
    }
    with (
        serving(folder, settings=settings) as (address, _),
        playground_for(f"{address}/teams/messages", folder / "playground") as playground,
    ):
        yield playground


@pytest.fixture(scope="module")
def emulated_slack(sample_data, tmp_path_factory):
    """A Slack of somebody else's making in front of a bot: a buyer, a rep and a content owner."""
    if emulated.find_emulator() is None:
        pytest.skip(emulated.MISSING)
    folder = tmp_path_factory.mktemp("slack") / "data"
    shutil.copytree(sample_data, folder, symlinks=True)
    people = [(f"slack:{emulated.JO}", "rep", "Jo"), (f"slack:{emulated.SAM}", "owner", "Sam")]
    with contextlib.closing(sqlite3.connect(folder / "groundwork.db")) as database, database:
        database.executemany("INSERT INTO people (id, role, name) VALUES (?, ?, ?)", people)
    with socket.create_server(("127.0.0.1", 0)) as front:
        settings = emulated.settings(front)
        with (
            serving(folder, settings=settings) as (address, _),
            emulated.emulated_slack(
                f"{address}/slack/events", front, folder / "emulator"
            ) as slack,
        ):
            yield slack
            assert slack.door.wrong == slack.door.refused == []


@pytest.fixture(scope="module")
def chromium(browser_path):
    """A browser. Playwright keeps an event loop running, so it ends before other modules begin."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """Opens pages as a new visitor; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path="/", **options):
        context = chromium.new_context(base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: _note(said, complaints))
        page.goto(path)
        return page

    open_page.complaints = complaints
    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _note(said, complaints):
    if said.type in ("error", "warning"):
        complaints.append(f"{said.type}: {said.text}")
