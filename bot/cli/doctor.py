"""`groundwork doctor`: what is in use, what is missing, and how to fix it."""

import asyncio
import platform
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.bootstrap import App, open_app, slack_config
from bot.bootstrap.channels import teams_trouble
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.batch import write_row
from bot.cli.in_use import in_use
from bot.cli.opening import read_settings, tell
from bot.cli.options import DataDir, Format, FormatOption
from bot.cli.tables import show
from bot.domain.errors import BotError
from bot.domain.listing import overdue
from bot.ports.library import StoryFilter
from bot.settings import Settings

app = typer.Typer()


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it is fine, what fills it, and what to do where it is not."""

    what: str
    found: str
    fix: str = ""
    ok: bool = True


@app.command()
def doctor(output: FormatOption = Format.TABLE, data_dir: DataDir = None) -> int:
    """Look at everything that Groundwork needs. Nothing has to be configured."""
    settings = read_settings(data_dir)
    told = asyncio.run(_parts(settings))
    findings = [*_machine(settings), *told, *_slack(settings), *teams(settings)]
    if output is Format.JSON:
        for f in findings:
            write_row({"what": f.what, "ok": f.ok, "found": f.found, "fix": f.fix})
    else:
        rows = [(f.what, "ok" if f.ok else "missing", f.found, f.fix) for f in findings]
        show(("what", "", "found", "to do"), rows)
    return DONE if all(f.ok for f in findings) else SOME_REJECTED


def _machine(settings: Settings) -> list[Finding]:
    env = Path(".env")
    source = f"{env.resolve()} and the environment" if env.is_file() else "the environment"
    return [
        Finding("python", platform.python_version()),
        Finding("settings", f"{source}; .env.example lists all"),
        Finding("data", str(settings.data_dir.resolve())),
    ]


def _slack(settings: Settings) -> list[Finding]:
    """Say what is missing where something was set; that nothing was set is fine."""
    config = slack_config(settings)
    return [Finding("slack", config.told, trouble, ok=False) for trouble in config.troubles()]


def teams(settings: Settings) -> list[Finding]:
    """Say what is missing or to be watched where Teams is set up; that it is not is fine."""
    if not settings.teams:
        return []
    if trouble := teams_trouble(settings):
        return [Finding("teams", "cannot be served", trouble, ok=False)]
    if settings.teams_unauthenticated:
        found = "anyone at this machine may speak as anyone, on a loopback address only"
        return [Finding("teams", found, "unset GROUNDWORK_TEAMS_UNAUTHENTICATED once you tried")]
    if not settings.teams_tenant_id:
        fix = "GROUNDWORK_TEAMS_TENANT_ID: your own tenant"
        return [Finding("teams", "nobody is one of your people there", fix, ok=False)]
    return []


async def _parts(settings: Settings) -> list[Finding]:
    try:
        async with open_app(settings, tell) as app:
            parts = (await in_use(app)).items()
            named = [Finding(what, by) for what, by in parts]
            return [*named, await _knowledge(app), *await _reviews(app)]
    except BotError as error:
        return [Finding("start", "Groundwork cannot start", str(error), ok=False)]
    except OSError as error:
        found = f"{error.filename}: {error.strerror}"
        return [Finding("start", found, "Check the path.", ok=False)]


async def _knowledge(app: App) -> Finding:
    folder = app.settings.knowledge_dir
    if await app.stories.library_version():
        return Finding("knowledge", f"{folder}, loaded")
    fix = f"groundwork load {folder / 'stories'}, or groundwork serve, which loads it"
    return Finding("knowledge", f"{folder}, not loaded yet", fix)


async def _reviews(app: App) -> list[Finding]:
    """Remind of review dates; nothing is missing, so nothing has failed."""
    late = overdue(await app.stories.all(StoryFilter()), app.clock.now().date())
    if not late:
        return []
    count = "1 story is past its" if len(late) == 1 else f"{len(late)} stories are past their"
    return [Finding("reviews", f"{count} review date", "groundwork stories list --due")]
