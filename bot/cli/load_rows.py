"""A line of a load as it is written in JSON."""

from bot.cli.batch import Row, problem
from bot.domain.load_lines import LoadLine


def row_of(line: LoadLine) -> Row:
    """Give a line as an object."""
    row: Row = {
        "path": line.path,
        "id": line.id,
        "result": str(line.result),
        "problems": [problem(p.field, p.message) for p in line.problems],
    }
    inferred = [problem(found.field, found.message) for found in line.inferred]
    return row | {"inferred": inferred} if inferred else row
