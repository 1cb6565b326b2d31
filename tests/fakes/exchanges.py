"""What providers of language models say on the wire, read from the files of exchanges."""

import json
import re
import struct
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "adapters" / "model" / "exchanges"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
KEY = "key-of-the-tests"
SECRET = "words that stand in the provider's error"
WORDED = "A group of nine plants found it upstream."

_BEGUN = 1  # events, behind which a stream has begun

_KINDS = {
    "json": "application/json",
    "sse": "text/event-stream",
    "lines": "application/x-ndjson",
    "aws": "application/vnd.amazon.eventstream",
}


@dataclass(frozen=True)
class Answer:
    """What the server sends back: pieces one after the other, whole or not."""

    pieces: tuple[bytes, ...]
    kind: str = "application/json"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut_after: int | None = None  # pieces, behind which the connection breaks
    hang_after: int | None = None  # pieces, behind which nothing more comes


@dataclass(frozen=True)
class Exchanges:
    """One provider: how its client is opened, what it is asked and what it answers."""

    name: str

    @cached_property
    def file(self) -> dict[str, Any]:
        return json.loads((FOLDER / f"{self.name}.json").read_text("utf-8"))

    @property
    def model(self) -> str:
        return self.file["client"]["name"]

    @property
    def key(self) -> str:
        return self.file["client"].get("key", KEY)

    def word(self, ending="whole") -> Answer:
        """Give the stream of a reply, which ends in one of the provider's ways."""
        return self._said("word", ending=self.file["endings"][ending])

    def listen(self, answer: str, ending="whole") -> Answer:
        """Give an answer of a shape."""
        return self._said("listen", ending=self.file["endings"][ending], answer=answer)

    def error(self, status: int, **headers: str) -> Answer:
        """Give an error as the provider writes it."""
        body = _filled(self.file["errors"][str(status)], {"secret": SECRET})
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Answer((json.dumps(body).encode(),), status=status, headers=named)

    def broken_off(self) -> Answer:
        """Give a stream in which the provider reports that it failed, after a part of the text."""
        failure = _filled(self.file["broken_off"]["event"], {"secret": SECRET})
        begun = self.file["word"]["response"]["events"][:_BEGUN]
        framing = self.file["word"]["response"]["framing"]
        return Answer(tuple(_FRAMES[framing](e) for e in (*begun, failure)), _KINDS[framing])

    def asked(self, what: str, **values: Any) -> dict[str, Any]:
        """Give what a request has to hold."""
        return _filled(self.file[what]["request"], {"key": KEY, **values})

    def _said(self, what: str, **values: str) -> Answer:
        said = _filled(self.file[what]["response"], values)
        framing = said["framing"]
        if framing == "json":
            written = json.dumps(said["body"]).encode()
            half = len(written) // 2
            pieces = (written[:half], written[half:])
        else:
            pieces = tuple(_FRAMES[framing](event) for event in said["events"])
        return Answer(pieces, _KINDS[framing])


def found_in(wanted: Any, given: Any) -> bool:
    """Say whether what is wanted stands in what was given; more may stand there."""
    if isinstance(wanted, dict):
        return isinstance(given, dict) and all(
            name in given and found_in(value, given[name]) for name, value in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(given, list)
            and len(wanted) == len(given)
            and all(found_in(*pair) for pair in zip(wanted, given, strict=True))
        )
    return wanted == given


def headers_fit(wanted: dict[str, str], given: dict[str, str]) -> bool:
    """Say whether each header is there; what is wanted of it is a pattern."""
    return all(re.fullmatch(value, given.get(name, "")) for name, value in wanted.items())


def aws_frame(headers: dict[str, str], payload: bytes) -> bytes:
    """Write one message of an AWS event stream, with both its checksums."""
    written = b"".join(
        struct.pack("!B", len(name))
        + name.encode()
        + struct.pack("!BH", 7, len(value))
        + value.encode()
        for name, value in headers.items()
    )
    prelude = struct.pack("!II", 16 + len(written) + len(payload), len(written))
    message = prelude + struct.pack("!I", zlib.crc32(prelude)) + written + payload
    return message + struct.pack("!I", zlib.crc32(message))


def _aws_event(event: dict[str, Any]) -> bytes:
    [(name, payload)] = event.items()
    kind = "exception" if name.endswith("Exception") else "event"
    headers = {
        f":{kind}-type": name,
        ":content-type": "application/json",
        ":message-type": kind,
    }
    return aws_frame(headers, json.dumps(payload).encode())


def _sse_event(event: dict[str, Any] | str) -> bytes:
    if isinstance(event, str):
        return f"data: {event}\n\n".encode()
    named = f"event: {event['type']}\n" if "type" in event else ""
    return f"{named}data: {json.dumps(event)}\n\n".encode()


_FRAMES = {
    "aws": _aws_event,
    "sse": _sse_event,
    "lines": lambda event: json.dumps(event).encode() + b"\n",
}


def _filled(written: Any, values: dict[str, Any]) -> Any:
    """Put values in place of their `$names`, which may be whole strings or stand in one."""
    if isinstance(written, dict):
        return {name: _filled(value, values) for name, value in written.items()}
    if isinstance(written, list):
        return [_filled(value, values) for value in written]
    if not isinstance(written, str):
        return written
    if written.startswith("$") and written[1:] in values:
        return values[written[1:]]
    return re.sub(r"\$(\w+)", lambda m: str(values.get(m[1], m[0])), written)
