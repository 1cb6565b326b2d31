"""Waiting for lines from a keyboard or a pipe while everything else goes on."""

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

PROMPT = "> "
Ask = Callable[[], str]
_READ = 65_536  # bytes
_CLOSED = (EOFError, OSError)


class StandardInput:
    """Asks for lines on standard input; one that comes from a pipe is shown, as if typed.

    It reads past Python's own buffer: a thread that waits there at the end holds a lock, and the
    process would end in a fatal error.
    """

    def __init__(self) -> None:
        self._rest = b""

    def __call__(self) -> str:
        """Wait for the next line.

        Raises:
            EOFError: there are no more lines.
            UnicodeDecodeError: the line is not UTF-8.
        """
        sys.stdout.write(PROMPT)
        sys.stdout.flush()
        line = self._line()
        if not line:
            sys.stdout.write("\n")
            raise EOFError
        text = line.decode()
        if not sys.stdin.isatty():
            sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        return text

    def _line(self) -> bytes:
        try:
            source = sys.stdin.fileno()
        except (OSError, ValueError):  # something stands in for standard input
            return sys.stdin.readline().encode(errors="replace")
        while b"\n" not in self._rest and (more := os.read(source, _READ)):
            self._rest += more
        line, end, self._rest = self._rest.partition(b"\n")
        return line + end


class Keyboard:
    """Gives line after line until the input ends or Ctrl-C is pressed.

    `ask` waits for the next line; it blocks, and raises EOFError after the last one.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._stop = asyncio.Event()

    async def lines(self) -> AsyncGenerator[str | None]:
        """Give what was typed, without the blanks around it; None for what is no text."""
        with self._stopping_at_ctrl_c():
            while not self._stop.is_set():
                try:
                    line = await self._line()
                except _CLOSED:
                    return
                except UnicodeDecodeError:
                    yield None
                else:
                    yield line.encode(errors="replace").decode().strip()

    async def _line(self) -> str:
        line = _in_thread(self._ask)
        stopped = asyncio.ensure_future(self._stop.wait())
        waiting: set[asyncio.Future[Any]] = {line, stopped}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not line.done():
            line.cancel()
            raise EOFError
        return line.result()

    @contextlib.contextmanager
    def _stopping_at_ctrl_c(self) -> Iterator[None]:
        """Let what has begun be finished; the second Ctrl-C interrupts."""
        loop = asyncio.get_running_loop()

        def stop() -> None:
            self._stop.set()
            loop.remove_signal_handler(signal.SIGINT)

        # Only the main thread of a Unix process can be asked this way.
        absent = contextlib.suppress(NotImplementedError, RuntimeError, ValueError)
        with absent:
            loop.add_signal_handler(signal.SIGINT, stop)
        try:
            yield
        finally:
            with absent:
                loop.remove_signal_handler(signal.SIGINT)


def _in_thread(call: Ask) -> asyncio.Future[str]:
    """Run a call that may block for ever; unlike an executor's, this thread may be left behind."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[str] = loop.create_future()

    def settle(result: str, error: Exception | None) -> None:
        if future.done():
            return
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)

    def work() -> None:
        result: str = ""
        failed: Exception | None = None
        try:
            result = call()
        except (*_CLOSED, UnicodeDecodeError) as error:
            failed = error
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            loop.call_soon_threadsafe(settle, result, failed)

    threading.Thread(target=work, daemon=True).start()
    return future
