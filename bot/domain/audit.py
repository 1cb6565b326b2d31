"""The chain of the audit: what a line is, what it hangs on, and what is wrong with it."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.errors import SetupError

START = ""  # what the first line hangs on


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Something that must be on record: ids, no words."""

    kind: str
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chained:
    """A line as it stands in the chain: people, rooms and accounts by pseudonyms alone."""

    n: int
    at: datetime
    kind: str
    ids: Mapping[str, str]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far the chain had come at a moment: the number and the seal of its last line."""

    n: int = 0
    seal: str = START

    @property
    def text(self) -> str:
        """Give it as it is written down."""
        return f"{self.n}:{self.seal}"


def anchor_from(text: str, where: str) -> Anchor:
    """Read an anchor as it is written down.

    Raises:
        SetupError: it is none.
    """
    number, _, seal = text.strip().partition(":")
    if not number.isdecimal():
        raise SetupError(f"{where} is no note of the audit's head: write it as 120:4f1c...")
    return Anchor(int(number), seal)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look at the whole chain found; `fault` is empty where nothing is wrong."""

    head: Anchor
    fault: str = ""


def seal_of(secret: bytes, before: str, line: Chained) -> str:
    """Seal a line and with it all that come before; without the secret nobody can."""
    ids = sorted(line.ids.items())
    parts = [before, str(line.n), line.at.astimezone(UTC).isoformat(), line.kind]
    for name, value in ids:
        parts += [name, value]
    said = "".join(f"{len(part)}:{part}" for part in parts)  # no part can pass for two
    return hmac.new(secret, said.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Check:
    """Walks the chain once, in the order of its numbers, and stops at the first fault."""

    secret: bytes
    head: Anchor
    anchors: Sequence[Anchor] = ()
    _reached: Anchor = field(default_factory=Anchor)

    def __call__(self, lines: Iterable[Chained]) -> Verdict:
        """Say whether every line is as it was written, where it was written."""
        for line in lines:
            if fault := self._fault_of(line):
                return Verdict(self._reached, fault)
            self._reached = Anchor(line.n, line.seal)
        return Verdict(self._reached, self._fault_of_the_end())

    def _fault_of(self, line: Chained) -> str:
        due = self._reached.n + 1
        if line.n != due:
            return f"{_lines(due, line.n - 1)} missing."
        if not hmac.compare_digest(seal_of(self.secret, self._reached.seal, line), line.seal):
            return f"Line {line.n} was changed, or is not where it was written."
        if any(a.n == line.n and a.seal != line.seal for a in self.anchors):
            return f"Line {line.n} is another than the one that was noted: it was written anew."
        return ""

    def _fault_of_the_end(self) -> str:
        last = max([self.head, *self.anchors], key=lambda anchor: anchor.n)
        if last.n > self._reached.n:
            return f"{_lines(self._reached.n + 1, last.n)} missing at the end."
        if self.head != self._reached:
            return f"The head does not fit line {self._reached.n}: one of them was changed."
        return ""


def _lines(first: int, last: int) -> str:
    return f"Line {first} is" if first == last else f"Lines {first} to {last} are"
