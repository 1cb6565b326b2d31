"""The terminal: what is typed becomes events, what comes back is shown as it is."""

import asyncio
import io
import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from rich.console import Console

from bot.channels.terminal import Terminal, TerminalParts, seat
from bot.domain.audience import Place, Role, audience_of
from bot.domain.moves import MoveKind
from bot.domain.reply import Attachment, Reply, StoryCard
from bot.use_cases.respond import Answer
from tests.fakes.talk import FakeTalk, rendition

ROOT = Path(__file__).resolve().parents[2]


async def chat(*lines, talk=None, role="prospect", place="dm"):
    """Type these lines, and give what the terminal showed."""
    talk = talk or FakeTalk()
    left = list(lines)

    def ask():
        if not left:
            raise EOFError
        line = left.pop(0)
        if isinstance(line, Exception):
            raise line
        return line

    shown = io.StringIO()
    console = Console(file=shown, width=100)
    parts = TerminalParts(talk.respond, talk.read, console, ask)
    await Terminal(parts, *seat(role, place)).run()
    return shown.getvalue()


async def test_a_reply_shows_words_story_question_and_small_print():
    shown = await chat("The close takes nine days")
    for part in ("Nine days is long.", "1. Boxes of <b>twelve</b>", "They decided not to change."):
        assert part in shown
    assert shown.count("What does a late close cost you?") == 1
    assert "Everyone here can read this." in shown
    assert "Skip this one" in shown


async def test_read_opens_the_story_on_a_card_by_its_number():
    shown = await chat("Hello", "read 1", "read 9")
    assert "## Situation" in shown
    assert "Nine plants, one ledger." in shown
    assert "No story has that number." in shown


async def test_a_story_is_cleared_again_when_it_is_opened():
    talk = FakeTalk()
    shown = await chat("Hello", talk=talk)
    assert "twelve" in shown
    retired = FakeTalk(stories=())
    retired.respond = talk.respond
    shown = await chat("Hello again", "read 1", talk=retired)
    assert "That story is not here any more." in shown


async def test_notes_are_shown_and_saved(tmp_path):
    file = tmp_path / "my notes.md"
    shown = await chat("It takes 9 days", "notes", f"save notes {file}")
    assert "# Problem notes" in shown
    assert "It takes 9 days" in file.read_text()


@pytest.mark.parametrize(("name", "start"), [("n.docx", b"PK"), ("n.PDF", b"%PDF"), ("n", b"#")])
async def test_notes_are_saved_as_the_files_name_says(tmp_path, name, start):
    await chat("It takes 9 days", f"save notes {tmp_path / name}")
    assert (tmp_path / name).read_bytes().startswith(start)


async def test_notes_that_cannot_be_saved_are_said_so(tmp_path):
    shown = await chat("It takes 9 days", f"save notes {tmp_path}/none/notes.md")
    assert "could not be written" in " ".join(shown.split())


async def test_quit_and_the_end_of_the_input_end_it():
    talk = FakeTalk()
    shown = await chat("quit", "never sent", talk=talk)
    assert "Bye." in shown
    assert talk.events == []
    assert "Bye." in await chat()


async def test_blank_lines_and_broken_bytes_are_no_messages():
    talk = FakeTalk()
    broken = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")
    shown = await chat("", "  \n", broken, "fine \udcff", talk=talk)
    assert [e.text for e in talk.events] == ["fine ?"]
    assert "That was not text" in shown


async def test_nothing_that_is_said_steers_the_terminal():
    """No escape sequences and no markup of ours, whatever a story or a buyer holds."""

    class Attack(FakeTalk):
        async def respond(self, event):
            card = StoryCard("i", "r", "\x1b[2J[red]Title[/red]", "public", "\x9b31mtext")
            doc = Attachment("review", "a.md", "[bold]x[/bold]\n" * 20)
            reply = Reply("[link=x]\x07hi", MoveKind.ASK, stories=(card,), attachments=(doc,))
            return Answer("replied", reply)

    shown = await chat("hi", talk=Attack())
    assert not set(shown) & {"\x1b", "\x9b", "\x07"}
    assert "[red]Title[/red]" in shown
    assert "[link=x]hi" in shown
    assert "... and 8 lines more" in shown


async def test_a_thumbs_up_and_silence_are_told_apart():
    class Quiet(FakeTalk):
        async def respond(self, event):
            reply = Reply("", MoveKind.ACKNOWLEDGE, reaction="+1") if event.text == "ta" else None
            return Answer("silent", reply)

    shown = await chat("ta", "hm", talk=Quiet())
    assert "(a thumbs-up)" in shown
    assert "(no reply)" in shown


@pytest.mark.parametrize(
    ("role", "place", "audience"),
    [
        ("rep", "dm", "insiders"),
        ("owner", "internal", "insiders"),
        ("rep", "shared", "outsiders"),
        ("prospect", "dm", "outsiders"),
        ("boss", "dm", "outsiders"),
        ("rep", "attic", "outsiders"),
    ],
)
def test_unknown_roles_and_places_are_the_most_restricted(role, place, audience):
    assert audience_of(*seat(role, place)) == audience


def test_a_seat_carries_its_role():
    speaker, room = seat("rep", "dm")
    assert (speaker.role, room.place, room.channel) == (Role.REP, Place.DM, "terminal")


async def test_an_internal_story_is_badged_for_a_rep():
    talk = FakeTalk(stories=(rendition("s3", "What we never told", "internal"),))
    assert "What we never told [internal]" in await chat("Hello", talk=talk, role="rep")


SCRIPT = """
import asyncio
from rich.console import Console
from bot.channels.terminal import Terminal, TerminalParts, seat
from tests.fakes.talk import FakeTalk
talk = FakeTalk()
parts = TerminalParts(talk.respond, talk.read, Console())
asyncio.run(Terminal(parts, *seat("prospect", "dm")).run())
print("closed in order")
"""


def start(stdin, stdout=subprocess.PIPE):
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.STDOUT,
    )


def test_lines_from_a_pipe_are_shown_as_if_typed():
    process = start(subprocess.PIPE)
    shown, _ = process.communicate("It takes 9 days ü\nnotes\n".encode(), timeout=60)
    assert "> It takes 9 days ü" in shown.decode()
    assert "# Problem notes" in shown.decode()
    assert shown.decode().rstrip().endswith("closed in order")
    assert process.returncode == 0


@pytest.mark.parametrize("kind", ["keyboard", "pipe"])
async def test_ctrl_c_ends_it_in_order(kind):
    ours, theirs = pty.openpty() if kind == "keyboard" else os.pipe()[::-1]
    process = start(theirs)
    killer = threading.Timer(60, process.kill)
    killer.start()
    shown = await asyncio.to_thread(process.stdout.readline)
    assert b"Write what is on your mind" in shown
    await asyncio.sleep(0.3)
    process.send_signal(signal.SIGINT)
    rest, _ = await asyncio.to_thread(process.communicate)
    killer.cancel()
    os.close(ours)
    os.close(theirs)
    assert b"closed in order" in rest, rest
    assert process.returncode == 0, rest
