"""Log lines with ids and without words, plain for a terminal or JSON for machines."""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger
from typing_extensions import override

OURS = "bot"
TOLD = logging.getLogger("bot.told")  # what a person at the terminal is told; never a secret


class _Stderr(logging.Handler):
    """Writes to whatever standard error is at the moment."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 - as every handler: a line that is lost ends nothing
            self.handleError(record)


def set_up_logs(*, json: bool, verbose: bool) -> None:
    """Send all log lines to standard error, in place of what was set up here before.

    JSON lines say from INFO on what was done; plain ones only what went wrong.
    """
    level = logging.DEBUG if verbose else logging.INFO if json else logging.ERROR
    handler = _Stderr()
    handler.setLevel(level)
    handler.addFilter(lambda record: json or record.name != TOLD.name)
    handler.setFormatter(_formatter(json=json))
    root = logging.getLogger()
    for earlier in [h for h in root.handlers if isinstance(h, _Stderr)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    # Libraries say much at INFO, of which only the place would be told.
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)
    logging.getLogger(OURS).setLevel(min(level, logging.WARNING))
    _set_up_told(json=json)


def _set_up_told(*, json: bool) -> None:
    TOLD.setLevel(logging.INFO)
    TOLD.handlers.clear()
    if not json:
        bare = _Stderr()
        bare.setFormatter(logging.Formatter("%(message)s"))
        TOLD.addHandler(bare)


def _formatter(*, json: bool) -> logging.Formatter:
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    ]
    after: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    last: Processor = structlog.processors.JSONRenderer(sort_keys=True) if json else _as_line
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=[*after, last])


def _without_words(_: WrappedLogger, __: str, line: EventDict) -> EventDict:
    """Leave out whatever may be somebody's words.

    Libraries log what they were handed, and the text of an exception may quote it. Of both only
    the place in the code is told.
    """
    record: logging.LogRecord = line["_record"]
    if not (record.name == OURS or record.name.startswith(f"{OURS}.")):
        line["event"] = f"said something at {record.module}:{record.lineno}"
    error = line.pop("exc_info", None)
    if isinstance(error, tuple) and error[0] is not None:
        line["error"] = _kinds(error[1])
        line["where"] = _places(error[2])
    line.pop("stack_info", None)
    return line


def _kinds(error: BaseException | None) -> str:
    """Name an exception and those that led to it, by their types alone."""
    names = []
    while error is not None:
        names.append(type(error).__name__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return " from ".join(names)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)
    return [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]


_HEAD = ("level", "logger", "event", "error", "where", "timestamp")


def _as_line(_: WrappedLogger, __: str, line: EventDict) -> str:
    """Write a line for a person, its ids behind it and where an error came from below it."""
    ids = " ".join(f"{k}={v}" for k, v in sorted(line.items()) if k not in _HEAD)
    error: Any = line.get("error", "")
    said = f"{str(line['level']).upper()} {line['logger']}: {line['event']}"
    below = [f"    {place}" for place in line.get("where", ())]
    return "\n".join([" ".join(filter(None, (said, ids, error and f"({error})"))), *below])
