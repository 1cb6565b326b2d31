"""`groundwork replay`: conversations from a file, played through the one door."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from bot.bootstrap import App
from bot.cli.batch import Line, LineRejectedError, Row, opened, work_through
from bot.cli.hearing import heard_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir
from bot.cli.player import Answered, Player, Spoken
from bot.domain.audience import Place, Role
from bot.domain.brief import Brief
from bot.domain.events import Addressee
from bot.domain.reply import Reply
from bot.ports.turns import Outcome
from bot.use_cases.respond import Answer

app = typer.Typer()

PLACES = {"shared": Place.SHARED, "internal": Place.INTERNAL, "dm": Place.DM}

Kind = TypeVar("Kind", bound=StrEnum)
File = Annotated[
    str, typer.Argument(metavar="FILE", help="a file of JSON lines, or - for standard input")
]


@app.command()
def replay(source: File, data_dir: DataDir = None) -> int:
    """Play messages in order and write what became of each; nothing is posted anywhere."""
    with opened(source) as lines:
        settings = read_settings(data_dir)

        async def job(app: App) -> int:
            return await work_through(lines, Replay(app).play, _empty)

        return with_app(settings, job)


class Replay:
    """Plays each line as a message."""

    def __init__(self, app: App) -> None:
        self._player = Player(app)

    async def play(self, line: Line) -> Row:
        """Send one message and tell what became of it."""
        played = await self._player.play(spoken(line))
        return _head(line) | _row(played) | {"ms": round(played.ms, 1)}


def spoken(line: Line) -> Spoken:
    """An unknown role is a prospect's, an unknown place a shared one."""
    text = line.text("text")
    return Spoken(
        n=line.n,
        conversation=line.name("conversation"),
        speaker=line.name("speaker"),
        text=text,
        at=_moment(line),
        place=PLACES.get(line.name("place"), Place.SHARED),
        account=line.name("account"),
        role=_one_of(Role, line.name("role")) or Role.PROSPECT,
        to=_one_of(Addressee, line.name("to")) or Addressee.BOT,
    )


def _moment(line: Line) -> datetime:
    at = line.name("at")
    if not at:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        what = f'"{at[:40]}" is no moment in ISO 8601. Write 2026-03-02T10:00:00+00:00.'
        raise LineRejectedError("at", what) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _one_of(kind: type[Kind], name: str) -> Kind | None:
    return kind(name) if name in set(kind) else None


def _head(line: Line) -> Row:
    return {"conversation": line.values.get("conversation"), "n": line.n}


def _row(played: Answered) -> Row:
    trace, reply = played.trace, played.reply
    conversation = trace.conversation
    return {
        "reply": reply.text or ("reaction" if reply.reaction else ""),
        "move": str(reply.move),
        "question": _question(reply),
        "stories": [
            {"id": c.id, "title": c.title, "visibility": c.visibility, "text": c.text}
            for c in reply.stories
        ],
        "stage": str(conversation.stage),
        "gate": "open" if conversation.gate_open else "closed",
        "heard": heard_row(trace.heard),
        "brief": _brief(conversation.brief),
        "attachments": [attachment.kind for attachment in reply.attachments],
        "private": reply.private,
    }


def _question(reply: Reply) -> Row | None:
    asked = reply.question
    if asked is None:
        return None
    aspect = str(asked.aspect) if asked.aspect else None
    return {"id": asked.id, "field": str(asked.field), "aspect": aspect, "text": asked.text}


def _brief(brief: Brief) -> Row:
    return {
        str(field): [
            {
                "span": entry.span,
                "who": entry.who_name,
                "sure": str(entry.sure),
                "confirmed": entry.confirmed,
            }
            for entry in entries
        ]
        for field, entries in brief.by_field()
    }


def _empty(line: Line) -> Row:
    nothing: Row = {"move": "", "stage": "", "ms": 0.0}
    return _head(line) | _row(Answered(Answer(Outcome.SILENT, None), 0.0)) | nothing
