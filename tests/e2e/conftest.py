"""A real browser in front of a real server. Where there is no browser, this is said loudly."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

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
SERVER = Path(__file__).with_name("playground_server.py")


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", ())
    if any(NO_BROWSER in str(report.longrepr) for report in skipped):
        terminalreporter.section("not tested", red=True, bold=True)
        terminalreporter.write_line(NO_BROWSER, red=True)


@pytest.fixture(scope="session")
def chromium():
    """A browser of this machine; playwright's own is not downloaded."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(chromium, tmp_path_factory):
    """The address of a playground with the sample stories; started once a browser is found."""
    folder = tmp_path_factory.mktemp("playground")
    with (folder / "errors").open("w+") as errors:
        server = subprocess.Popen(
            [sys.executable, SERVER, folder], stdout=subprocess.PIPE, stderr=errors, text=True
        )
        url = server.stdout.readline().strip()
        errors.seek(0)
        assert url.startswith("http://127.0.0.1:"), errors.read()
        yield url
        server.terminate()
        server.communicate(timeout=30)
    assert server.returncode == 0


@pytest.fixture
def visit(chromium, site):
    """Opens pages as a new visitor; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path="/", **options):
        context = chromium.new_context(base_url=site, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
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
