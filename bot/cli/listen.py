"""`groundwork listen`: what messages say, with a memory for each conversation."""

from dataclasses import replace
from datetime import UTC, datetime

import typer

from bot.bootstrap import App
from bot.cli.batch import Line, Row, opened, work_through
from bot.cli.hearing import heard_row
from bot.cli.opening import read_settings, with_app
from bot.cli.options import DataDir, Source
from bot.domain.audience import Place, Room, Speaker
from bot.domain.brief import Circle, Field
from bot.domain.conversation import Conversation
from bot.domain.events import Message
from bot.domain.heard import Heard
from bot.domain.remember import Said, remember
from bot.domain.reply import AskedQuestion
from bot.ports.language import Listener
from bot.use_cases.read_along import ReadAlong

app = typer.Typer()

BUYER = Speaker("buyer")


@app.command()
def listen(batch: Source, data_dir: DataDir = None) -> int:
    """Hear messages in order, one line of answer for each {"conversation", "text", "pending"}."""
    with opened(batch) as lines:
        settings = read_settings(data_dir)

        async def job(app: App) -> int:
            return await work_through(lines, Ear(app.listener, app.along).hear, _empty)

        return with_app(settings, job)


class Ear:
    """Listens line by line and remembers what each conversation said so far."""

    def __init__(self, listener: Listener, along: ReadAlong | None) -> None:
        self._listener = listener
        self._along = along
        self._conversations: dict[str, Conversation] = {}

    async def hear(self, line: Line) -> Row:
        """Hear one line, and write what was heard."""
        return heard_row(await self.listen(line))

    async def listen(self, line: Line) -> Heard:
        """Hear one line, with what its conversation said before."""
        text, name = line.text("text"), line.name("conversation")
        before = self._conversations.get(name, Conversation(name))
        before = replace(before, pending=_pending(line))
        room = Room(name, "listen", Place.DM)
        now = datetime.now(UTC)
        message = Message(key=f"{name}/{line.n}", room=room, speaker=BUYER, at=now, text=text)
        heard = await self._listener.listen(message, before)
        reading = await self._along.begin(message, before) if self._along else None
        if self._along and reading:
            heard = await self._along.hear(message, before, heard, reading)
        self._conversations[name] = _after(before, heard, message)
        return heard


def _after(before: Conversation, heard: Heard, message: Message) -> Conversation:
    said = Said(message.key, BUYER.id, "", message.at, Circle.MINE)
    return remember(before, heard, said).conversation


def _pending(line: Line) -> AskedQuestion | None:
    """What the bot has just asked about; a field that is not known is no field."""
    name = line.name("pending")
    if name not in set(Field):
        return None
    return AskedQuestion(id="", field=Field(name), aspect=None, text="")


def _empty(line: Line) -> Row:
    del line
    return heard_row(Heard())
