"""Workbooks: a story a row in every visible sheet whose columns tell stories."""

import io
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.formats.office_safety import check_office
from bot.adapters.readers.formats.tables import NO_COLUMNS, records
from bot.domain.errors import StoryRejectedError

_MOST_COLUMNS = 500
_MOST_CELLS = 1_000_000
_WIDE = "Sheet {name} spans more cells than are read. Delete what is empty round the table."


def drafts(content: bytes, name: str) -> list[Draft]:
    """Read the stories of a workbook. Hidden sheets, rows and columns are no part of it."""
    del name
    check_office(content, "xlsx", "xl/workbook.xml")
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    found: list[Draft] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            found += records(_rows(sheet), sheet.title if len(book.worksheets) > 1 else "")
    if not found:
        raise StoryRejectedError("columns", NO_COLUMNS)
    return found


def _rows(sheet: Worksheet) -> Iterator[tuple[int, list[str]]]:
    if sheet.max_column > _MOST_COLUMNS or sheet.max_row * sheet.max_column > _MOST_CELLS:
        raise StoryRejectedError("file", _WIDE.format(name=sheet.title))
    hidden = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 1, (dimension.max or dimension.min or 1) + 1)
    }
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if not sheet.row_dimensions[number].hidden:
            yield number, [_text(cell) for at, cell in enumerate(row, 1) if at not in hidden]


def _text(value: object) -> str:
    if isinstance(value, datetime) and value.time().isoformat() == "00:00:00":
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)
