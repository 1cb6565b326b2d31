"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"


class Reader(StrEnum):
    """As whom a search is made."""

    PROSPECT = "prospect"
    REP = "rep"


DataDir = Annotated[
    Path | None,
    typer.Option(
        "--data-dir",
        metavar="DIR",
        help="where all data is kept; else GROUNDWORK_DATA_DIR, else .groundwork",
    ),
]
Batch = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE", help="a file of JSON lines, or - for standard input"),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="a table for people, or one JSON object a line")
]
Source = Annotated[
    str,
    typer.Option("--batch", metavar="FILE", help="a file of JSON lines, or - for standard input"),
]
