"""Rows of cells as records: the first row that has anything names the columns."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.adapters.readers.drafts import Draft
from bot.adapters.readers.record_keys import tells_stories
from bot.domain.errors import StoryRejectedError

MOST_ROWS = 5_000
NO_COLUMNS = (
    "No column says what happened. Name the columns in the first row: "
    "title, customer, problem, what they tried, outcome, and so on."
)
_TOO_MANY = f"It has more than {MOST_ROWS} rows. Cut it into smaller files."
_TWICE = "Two columns are named {name}. Give each a name of its own."
_UNNAMED = "Row {row} has a value in a column without a name. Name the column in the first row."


def records(rows: Iterable[tuple[int, Sequence[str]]], sheet: str = "") -> list[Draft]:
    """Make a draft of each row; none at all where the columns tell no stories.

    Raises:
        StoryRejectedError: too many rows, or columns that cannot be told apart.
    """
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _, heads = next(filled, (0, ()))
    heads = [" ".join(head.split()) for head in heads]
    if not tells_stories(heads):
        return []
    counts = Counter(head.lower() for head in heads if head)
    if twice := next((head for head, count in counts.items() if count > 1), None):
        raise StoryRejectedError("columns", _TWICE.format(name=twice))
    found: list[Draft] = []
    for number, cells in filled:
        if len(found) >= MOST_ROWS:
            raise StoryRejectedError("file", _TOO_MANY)
        place = f"{sheet}, row {number}" if sheet else f"row {number}"
        found.append(Draft(record=_record(heads, cells, place), place=place))
    return found


def _record(heads: Sequence[str], cells: Sequence[str], place: str) -> dict[str, str]:
    named = dict(zip(heads, cells, strict=False))
    beyond = [*cells[len(heads) :], named.pop("", "")]
    if any(cell.strip() for cell in beyond):
        raise StoryRejectedError(place, _UNNAMED.format(row=place.rpartition(" ")[2]))
    return named
