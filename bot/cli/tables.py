"""Results as a table for people."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDE = 160  # columns where no terminal says how wide it is


def show(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table on standard output; cells are words as they are, never markup."""
    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    width = None if sys.stdout.isatty() else WIDE
    Console(file=sys.stdout, width=width).print(table)
