"""Batch input and output: JSON lines in, one line out for each, in order, at once."""

import json
import re
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.cli.app import DONE, SOME_REJECTED, logger
from bot.domain.errors import BotError, SetupError

Row = dict[str, object]

# JSON leaves these bare, and many readers end a line at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x7f\x85\u2028\u2029"}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class LineRejectedError(BotError):
    """A line of the input cannot be used; `field` is where the trouble is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input, counted from 0. `trouble` says why it could not be read."""

    n: int
    values: Mapping[str, object]
    trouble: str = ""

    def text(self, key: str) -> str:
        """Give a text that has to be there.

        Raises:
            LineRejectedError: the line cannot be read, or the key is missing or no text.
        """
        if self.trouble:
            raise LineRejectedError("line", self.trouble)
        value = self.values.get(key)
        if not isinstance(value, str):
            what = "has no" if value is None else "has something else than a text as"
            raise LineRejectedError(key, f'The line {what} "{key}". Write {{"{key}": "..."}}.')
        return _LONE_SURROGATE.sub("\ufffd", value)

    def name(self, key: str) -> str:
        """Give an identifier or a keyword; empty where it is missing."""
        value = self.values.get(key)
        known = isinstance(value, str | int | float) and not isinstance(value, bool)
        return _LONE_SURROGATE.sub("\ufffd", str(value)) if known else ""


@contextmanager
def opened(source: str) -> Iterator[Iterator[Line]]:
    """Open a file of JSON lines, or standard input for `-`, and give its lines one by one.

    Raises:
        SetupError: the file cannot be opened.
    """
    if source == "-":
        yield read_lines(sys.stdin.buffer)
        return
    try:
        handle = Path(source).open("rb")  # noqa: SIM115 - closed below, opened apart for its error
    except OSError as error:
        what = f"{source} cannot be read ({error.strerror})."
        raise SetupError(f"{what} Name a file of JSON lines, or - for standard input.") from None
    with handle:
        yield read_lines(handle)


def read_lines(handle: BinaryIO) -> Iterator[Line]:
    """Give each line of the input. Blank lines after the last one are no input."""
    blanks: list[int] = []
    for n, raw in enumerate(handle):
        if not raw.strip():
            blanks.append(n)
            continue
        yield from (Line(blank, {}, "The line is empty. Leave it out.") for blank in blanks)
        blanks.clear()
        yield _line(n, raw)


def _line(n: int, raw: bytes) -> Line:
    try:
        values = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Line(n, {}, "The line is not UTF-8. Save the file as UTF-8.")
    except (ValueError, RecursionError):
        return Line(n, {}, 'The line is not JSON. Write one object a line: {"text": "..."}.')
    if not isinstance(values, dict):
        return Line(n, {}, 'The line is no JSON object. Write {"text": "..."}.')
    return Line(n, values)


async def work_through(
    lines: Iterator[Line], answer: Callable[[Line], Awaitable[Row]], empty: Callable[[Line], Row]
) -> int:
    """Write one row for each line; a line that is rejected gets its empty row with `problems`."""
    code = DONE
    for line in lines:
        try:
            row = await answer(line)
        except Exception as error:  # noqa: BLE001 - one line must not take the others with it
            row = empty(line) | {"problems": [_trouble(line, error)]}
            code = SOME_REJECTED
        write_row(row)
    return code


def _trouble(line: Line, error: Exception) -> Row:
    if isinstance(error, BotError):
        return problem(getattr(error, "field", "line"), str(error))
    logger.debug("line %d", line.n, exc_info=error)
    return problem("line", "This line could not be worked on. --verbose shows why.")


def problem(field: str, message: str) -> Row:
    """Give a problem as it is written in every command's output."""
    return {"field": field, "message": message}


def write_row(row: Mapping[str, object]) -> None:
    """Write one object as a line of JSON, at once."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS) + "\n")
    sys.stdout.flush()
