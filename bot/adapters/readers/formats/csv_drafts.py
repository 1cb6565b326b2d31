"""Sheets as text: a story a row, parted by commas, semicolons, tabs or bars."""

import csv
import io

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.tables import NO_COLUMNS, records
from bot.adapters.readers.utf_text import decode
from bot.domain.errors import StoryRejectedError

_MOST = 30_000_000
_LONGEST_CELL = 200_000
_PARTING = ",;\t|"
_BROKEN = "Row {row} cannot be read: {why}. Open it in a spreadsheet and save it as CSV anew."


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the stories of a table."""
    del name
    text = decode(content, guess=True, most=_MOST)
    first = next(line for line in text.split("\n") if line.strip())
    parting = max(_PARTING, key=first.count)
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=parting, strict=True)
    try:
        found = records((number, row) for number, row in enumerate(rows, 1))
    except csv.Error as error:
        message = _BROKEN.format(row=rows.line_num, why=error)
        raise StoryRejectedError("file", message) from error
    if not found:
        raise StoryRejectedError("columns", NO_COLUMNS)
    return found
