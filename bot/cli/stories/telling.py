"""`groundwork stories tell`: an interview in the terminal that leaves a draft story."""

import shlex
import sys
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import typer

from bot.bootstrap import App
from bot.channels.keyboard import Keyboard, StandardInput
from bot.cli.app import DONE, SOME_REJECTED
from bot.cli.opening import read_settings, with_app
from bot.cli.opening import tell as tell_person
from bot.cli.options import DataDir
from bot.domain.interview_script import Teller
from bot.use_cases.guide_owner import review_page
from bot.use_cases.tell_story import NoInterviewError, ToldStory, Turn

As = Annotated[Teller, typer.Option("--as", help="who tells: a rep, or the customer")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="who looks after the story")]
Resume = Annotated[bool, typer.Option("--resume", help="go on with the one that was left last")]

TERMINAL_LINE = 4094  # bytes after which a terminal takes no more of a line


def tell(
    *,
    teller: As = Teller.REP,
    by: By = "",
    resume: Resume = False,
    data_dir: DataDir = None,
) -> int:
    """Tell a story in eight questions; it becomes a draft that nobody outside reads."""

    async def job(app: App) -> int:
        try:
            turn = await (app.tell.resume() if resume else app.tell.begin(teller, by))
        except NoInterviewError as error:
            tell_person(str(error))
            return SOME_REJECTED
        async with aclosing(Keyboard(StandardInput()).lines()) as lines:
            return await _interview(app, turn, lines)

    return with_app(read_settings(data_dir), job)


async def _interview(app: App, turn: Turn, lines: AsyncGenerator[str | None]) -> int:
    """Ask until the story is told or left; what was answered is kept either way."""
    while True:
        _say(*turn.step.said)
        if turn.told is not None:
            return _ended(turn.told)
        if turn.step.ended is not None:
            return DONE
        _say("", turn.step.asks)
        said = await _answer(app, lines, one_line=turn.step.one_line)
        if said is None:
            _say(app.tell.kept_line)
            return DONE
        turn = await app.tell.answer(turn.interview_id, said)


async def _answer(app: App, lines: AsyncGenerator[str | None], *, one_line: bool) -> str | None:
    """Read an answer: one line, or lines up to an empty one; None where the input has ended."""
    said: list[str] = []
    async for line in lines:
        if line is None:
            _say("That was no text. Please write it again.")
        elif not said and (one_line or not line or app.tell.is_wish(line)):
            return line
        elif not line:
            return "\n".join(said)
        else:
            said.append(line)
            if sys.stdin.isatty() and len(line.encode()) >= TERMINAL_LINE:
                _say("A terminal cuts a line as long as that one. Write the rest in a new line.")
    return "\n".join(said) or None


def _ended(told: ToldStory) -> int:
    """Show the review, and what to do next."""
    _say(*told.said)
    typer.echo(f"\n{review_page(told.path, told.lines, told.reviews)}")
    again = f"groundwork load {shlex.quote(told.path)}"
    if told.refused:
        _say(f"Mend the file, then: {again}")
        return SOME_REJECTED
    _say(f"Next: mend what the review names in {told.path}, then: {again}")
    _say(f"When it is as it should be: groundwork stories approve {told.story_id}")
    return DONE


def _say(*texts: str) -> None:
    for text in texts:
        typer.echo(text)
