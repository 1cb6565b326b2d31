"""Messages over a pipe: a header in JSON and a body of bytes, each with its length before it."""

import json
import struct
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">IQ")


def send(pipe: BinaryIO, header: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    packed = json.dumps(header).encode()
    pipe.write(_LENGTHS.pack(len(packed), len(body)))
    pipe.write(packed)
    pipe.write(body)
    pipe.flush()


def receive(pipe: BinaryIO, most_bytes: int) -> tuple[dict[str, Any], bytes]:
    """Read one message.

    Raises:
        EOFError: the other end is gone.
        ValueError: the message is longer than was agreed, or is none.
    """
    header_length, body_length = _LENGTHS.unpack(_exactly(pipe, _LENGTHS.size))
    if header_length + body_length > most_bytes:
        raise ValueError("too long")
    header = json.loads(_exactly(pipe, header_length))
    if not isinstance(header, dict):
        raise TypeError("no header")
    return header, _exactly(pipe, body_length)


def _exactly(pipe: BinaryIO, length: int) -> bytes:
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
