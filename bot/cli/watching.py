"""`groundwork load --watch`: loading again whenever a file changes."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import aclosing, contextmanager, suppress

import typer

from bot.bootstrap import App
from bot.cli.app import DONE
from bot.cli.batch import write_row
from bot.cli.load_rows import row_of
from bot.cli.opening import tell
from bot.cli.options import Format
from bot.domain.load_lines import LoadLine
from bot.use_cases.load_run import LoadRequest


async def keep_loading(app: App, request: LoadRequest, output: Format) -> int:
    """Load, and load again what changes, until the process is told to stop."""
    with _told_to_stop() as stop:
        tell(f"Watching {', '.join(request.paths)}. Ctrl-C stops.")
        async with aclosing(app.watch(request, stop)) as lines:
            async for line in lines:
                if output is Format.JSON:
                    write_row(row_of(line))
                else:
                    typer.echo(_sentence(line))
                if stop.is_set():
                    break
    return DONE


@contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """Turn the first Ctrl-C into a stop at the next good moment; a second one ends at once."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    signals = (signal.SIGINT, signal.SIGTERM)

    def heard() -> None:
        stop.set()
        for each in signals:
            loop.remove_signal_handler(each)

    with suppress(NotImplementedError):  # Windows: Ctrl-C ends the process, which is safe, too
        for each in signals:
            loop.add_signal_handler(each, heard)
    yield stop
    with suppress(NotImplementedError):
        for each in signals:
            loop.remove_signal_handler(each)


def _sentence(line: LoadLine) -> str:
    problems = " ".join(f"{problem.field}: {problem.message}" for problem in line.problems)
    return f"{line.path}: {line.result}. {problems}".rstrip()
