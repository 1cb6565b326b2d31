"""Which commands there are, and how every failure is told in one line."""

import logging
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

from bot.domain.errors import BotError

DONE, SOME_REJECTED, WRONG_USAGE = 0, 1, 2

COMMANDS = {
    "serve": "serve the web playground and whatever else is configured",
    "work": "answer what processes that serve have taken in",
    "chat": "talk in the terminal",
    "load": "load story files and folders into the library",
    "review": "say what a story lacks; loads nothing",
    "search": "find the stories that fit a problem",
    "listen": "hear what messages say, line by line",
    "check": "check texts for product talk, personal data and live markup",
    "replay": "play conversations from a file, one line of answer for each message",
    "people": "say who is a rep or a content owner",
    "accounts": "say who answers which account, and for which no language model reads",
    "prompts": "list the versions of prompts, and try two of them side by side",
    "stories": "list the stories, tell a new one, decide on them, see who was shown one",
    "report": "say how many buyers found a conversation worth their time",
    "gaps": "list the questions that no story fitted, by problem",
    "manifest": "print what a platform asks for when the bot is set up there",
    "audit": "list what was shown, opened, shared, changed and forgotten; check the record",
    "export": "write down all that is held on a person, a room or an account",
    "forget": "take out for good what was said, a person, a room or an account",
    "doctor": "say what is in use, what is missing and how to fix it",
    "db": "bring the records up to date, look them over, save and move them",
    "prepare": "get the model and the database ready, so that the first start is quick",
    "bench": "measure, side by side with the plain parts",
}

HOMES = {  # commands without a file of their own name
    "bench": "bot.cli.bench.command",
    "prompts": "bot.cli.prompts.command",
    "stories": "bot.cli.stories.command",
}

logger = logging.getLogger(__name__)


class Commands(TyperGroup):
    """Imports a command's file only when that command is called: help and mistakes stay quick."""

    @override
    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    @override
    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        home = HOMES.get(cmd_name, f"bot.cli.{cmd_name}")
        return typer.main.get_command(import_module(home).app)

    @override
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = typer.Typer(
    cls=Commands, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def groundwork(
    *, verbose: Annotated[bool, typer.Option("--verbose", help="log to standard error")] = False
) -> None:
    """Help buyers do the groundwork before any product talk, with others' experience."""
    # Imported here: help and mistakes stay quick.
    from bot.bootstrap.logs import set_up_logs  # noqa: PLC0415

    set_up_logs(json=False, verbose=verbose)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code. No failure ends in a traceback."""
    _speak_utf8()
    try:
        code = app(list(arguments), prog_name="groundwork", standalone_mode=False)
    except typer.TyperException as error:
        return _refuse(error.format_message(), _where_to_look(error))
    except BotError as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"{error.filename or 'a file'}: {error.strerror}. Check the path.")
    except Exception as error:
        logger.debug("unexpected", exc_info=error)
        what = f"unexpected {type(error).__name__}: {error}"
        return _refuse(what, "'groundwork --verbose' shows where.")
    return int(code or DONE)


def _refuse(what: str, hint: str = "") -> int:
    line = " ".join(f"groundwork: {what} {hint}".split())
    sys.stderr.write(f"{line}\n")
    return WRONG_USAGE


def _where_to_look(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f"See '{context.command_path if context else 'groundwork'} --help'."


def _speak_utf8() -> None:
    """Write what people wrote, whatever the terminal is set to."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")
