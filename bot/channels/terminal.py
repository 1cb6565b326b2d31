"""The terminal: a chat with a person at a keyboard, or with lines from a pipe."""

import asyncio
import re
import textwrap
import uuid
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.channels.keyboard import Ask, Keyboard, StandardInput
from bot.domain.audience import Place, Role, Room, Speaker
from bot.domain.events import Message
from bot.domain.reply import Attachment, Reply, StoryCard
from bot.domain.story import Outcome
from bot.domain.telling import ENDED, full_text
from bot.use_cases.read import Read
from bot.use_cases.respond import Respond

HELP = (
    "read 1 opens a story, notes shows your notes, save notes FILE keeps them (as Word or PDF if "
    "the name ends in .docx or .pdf), quit ends."
)
_FORMATS = ("docx", "pdf")  # anything else is Markdown
_LINES = 12  # of an attachment that are shown
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class TerminalParts:
    """The use cases behind the chat, where it is shown, and where lines come from."""

    respond: Respond
    read: Read
    console: Console
    ask: Ask = field(default_factory=StandardInput)


def seat(role: str, place: str) -> tuple[Speaker, Room]:
    """Give who sits at the keyboard, and in which room; unknown words are the most restricted."""
    known = Role(role) if role in set(Role) else Role.PROSPECT
    insider = known is not Role.PROSPECT
    speaker = Speaker(f"terminal:{known}", "You", insider, known if insider else None)
    where = Place(place) if place in set(Place) else None
    return speaker, Room(f"{known}-{where or 'unknown'}", "terminal", where, "terminal")


class Terminal:
    """One chat, until `quit`, the end of the input or Ctrl-C."""

    def __init__(self, parts: TerminalParts, speaker: Speaker, room: Room) -> None:
        self._parts = parts
        self._speaker = speaker
        self._room = room
        self._cards: list[StoryCard] = []
        self._keyboard = Keyboard(parts.ask)

    async def run(self) -> None:
        """Chat. A turn that has begun is finished also after Ctrl-C."""
        self._say("Write what is on your mind. " + HELP, "dim")
        async with aclosing(self._keyboard.lines()) as lines:
            async for line in lines:
                if line in ("quit", "exit"):
                    break
                await self._take(line)
        self._say("Bye. What was said is kept for the next time.", "dim")

    async def _take(self, line: str | None) -> None:
        if line is None:
            self._say("That was not text; write in UTF-8.", "dim")
        elif line and not await self._obeyed(line):
            await self._send(line)

    async def _obeyed(self, line: str) -> bool:
        """Do a command; False where the line is none."""
        if found := re.fullmatch(r"read (\d{1,3})", line):
            await self._open(int(found[1]))
        elif line == "notes":
            self._say((await self._notes("md")).decode())
        elif found := re.fullmatch(r"save notes (.+)", line):
            await self._save(found[1].strip())
        else:
            return False
        return True

    async def _send(self, text: str) -> None:
        event = Message(
            key=f"terminal:{uuid.uuid4().hex}",
            room=self._room,
            speaker=self._speaker,
            at=datetime.now(UTC),
            text=text,
        )
        answer = await self._parts.respond(event)
        self._show(answer.reply)
        self._parts.console.line()

    async def _open(self, number: int) -> None:
        """Open a story by the number on its card, cleared again now."""
        card = self._cards[number - 1] if 0 < number <= len(self._cards) else None
        if card is None:
            self._say("No story has that number.", "dim")
            return
        story = await self._parts.read.story(self._speaker, self._room, card.ref)
        self._say(full_text(story) if story else "That story is not here any more.")

    async def _save(self, name: str) -> None:
        kind = Path(name).suffix.lower().removeprefix(".")
        page = await self._notes(kind if kind in _FORMATS else "md")
        try:
            path = await asyncio.to_thread(_write, name, page)
        except OSError as error:
            self._say(f"{name} could not be written ({error.strerror}); name another file.")
        else:
            self._say(f"Your notes are in {path}.", "dim")

    async def _notes(self, kind: str) -> bytes:
        file = await self._parts.read.notes(self._speaker, self._room, kind)
        return file.content if file else b""

    def _show(self, reply: Reply | None) -> None:
        if reply is None or reply.silent:
            self._say("(no reply)", "dim")
            return
        if reply.reaction:
            self._say("(a thumbs-up)", "dim")
        self._say(reply.text)
        for card in reply.stories:
            self._show_card(card)
        if reply.question and reply.question.text not in reply.text:
            self._say(reply.question.text)
        for attachment in reply.attachments:
            self._show_attachment(attachment)
        if reply.suggestions:
            self._say("You could write: " + " / ".join(s.label for s in reply.suggestions), "dim")
        self._say(reply.small_print, "dim italic")

    def _show_card(self, card: StoryCard) -> None:
        self._cards.append(card)
        number = len(self._cards)
        ended = ENDED[Outcome(card.outcome)] if card.outcome in set(Outcome) else ""
        badge = f" [{card.badge}]" if card.badge else ""
        self._say(f"{number}. {card.title}{badge}", "bold", indent=2)
        self._say(card.text, indent=5)
        why = f"Why it came up: {card.why}." if card.why else ""
        self._say(f"{ended} {why}".strip(), "dim", indent=5)
        self._say(f"(read {number} opens it)", "dim", indent=5)

    def _show_attachment(self, attachment: Attachment) -> None:
        if attachment.kind == "brief":
            self._say(f"+ {attachment.name}: write notes, or save notes FILE", "dim")
            return
        lines = attachment.text.strip().splitlines()
        self._say(f"+ {attachment.name}", "dim")
        self._say("\n".join(lines[:_LINES]), indent=2)
        if len(lines) > _LINES:
            self._say(f"... and {len(lines) - _LINES} lines more", "dim", indent=2)

    def _say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print words as they are: no markup, nothing that steers a terminal."""
        if text.strip():
            shown = _wrapped(_plain(text), self._parts.console.width, " " * indent)
            self._parts.console.print(Text(shown, style), soft_wrap=True)


def _write(name: str, page: bytes) -> Path:
    path = Path(name).expanduser()
    path.write_bytes(page)
    return path


def _wrapped(text: str, width: int, indent: str) -> str:
    lines = [
        textwrap.fill(line, width, initial_indent=indent, subsequent_indent=indent)
        for line in text.splitlines()
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return _CONTROL.sub("", text)
