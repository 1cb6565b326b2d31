"""The process that reads files of risky formats: a file comes in by a pipe, drafts go out."""

import importlib
import mimetypes
import os
import sys
from typing import Any, BinaryIO

from bot.adapters.readers.confinement import allow_seconds, give_up
from bot.adapters.readers.drafts import packed
from bot.adapters.readers.frames import receive, send
from bot.domain.errors import StoryRejectedError

MOST_INPUT = 60_000_000
_DAMAGED = "It is damaged, or not what its name says. Open it in its program and save it anew."
_NESTED = "It is nested too deeply. Save it in a simpler form."
_MEMORY = "It needs too much memory. Cut it into smaller files."


def main() -> None:
    """Answer one message after another until the pipe closes."""
    inbox, outbox = sys.stdin.buffer, _outbox()
    # openpyxl would take numpy for its number types, at the price of a slow start
    sys.modules["numpy"] = None  # type: ignore[assignment]
    mimetypes.init([])  # openpyxl would read the machine's own list, out of reach below
    memory, seconds = map(int, sys.argv[1:3])
    give_up(memory)
    while True:
        try:
            header, content = receive(inbox, MOST_INPUT)
        except EOFError:
            return
        allow_seconds(seconds)
        send(outbox, *_answered(header, content))


def _outbox() -> BinaryIO:
    """Keep standard output for answers: what a library prints must not get between them."""
    kept = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return kept


def _answered(header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        answer = _done(header, content)
    except StoryRejectedError as error:
        return {"problems": error.problems}, b""
    except RecursionError:
        return {"problems": [("file", _NESTED)]}, b""
    except MemoryError:
        return {"problems": [("file", _MEMORY)], "worn": True}, b""
    except Exception as error:  # noqa: BLE001 - whatever a library raises on a file, it is refused
        return {"problems": [("file", _DAMAGED)], "why": repr(error)[:500]}, b""
    return answer


def _done(header: dict[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    # a library is loaded when the first file of its kind comes
    module = importlib.import_module(f"bot.adapters.readers.formats.{header['format']}")
    if header["task"] == "list":
        return {"files": module.listed(content)}, b""
    if header["task"] == "take":
        taken: tuple[dict[str, Any], bytes] = module.taken(content, header["wanted"])
        return taken
    return {"drafts": packed(module.drafts(content, header["name"]))}, b""


if __name__ == "__main__":
    main()
