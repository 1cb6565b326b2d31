"""How well turns are heard by the whole listener, as it runs."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.adapters.language.builtin_listener import BuiltinListener
from bot.adapters.language.listening_heads import INTENTS, ListeningHeads
from bot.cli.batch import Line
from bot.cli.listen import Ear
from bot.domain.brief import Field
from bot.domain.text import words
from bot.ports.language import SpanEncoder
from training.turn_examples import TurnExample

Said = Mapping[Field, str]  # all that was said in a field, in one


@dataclass(frozen=True, slots=True)
class HeardTurn:
    """What was heard in a turn."""

    intents: frozenset[str]
    entries: Sequence[tuple[Field, str]]


def hear(
    encoder: SpanEncoder, heads: ListeningHeads, turns: Iterable[TurnExample]
) -> list[HeardTurn]:
    """Hear turns in their order, each conversation with what it said before."""
    ear = Ear(BuiltinListener(encoder, heads), None)
    return asyncio.run(_hear(ear, turns))


async def _hear(ear: Ear, turns: Iterable[TurnExample]) -> list[HeardTurn]:
    found = []
    for n, turn in enumerate(turns):
        asked = turn.pending or ""
        values = {"conversation": turn.conversation, "text": turn.text, "pending": asked}
        heard = await ear.listen(Line(n, values))
        entries = [(entry.field, entry.span) for entry in heard.entries]
        found.append(HeardTurn(frozenset(map(str, heard.intents)), entries))
    return found


def scores(turns: Sequence[TurnExample], heard: Sequence[HeardTurn]) -> str:
    """Give F1 over (turn, field), over the words of their spans, and over (turn, intent)."""
    hits = shared = said = true = 0.0
    intents = [0.0, 0.0, 0.0]
    for turn, found in zip(turns, heard, strict=True):
        wanted, got = _by_field(turn.entries), _by_field(found.entries)
        both = wanted.keys() & got.keys()
        hits += len(both)
        shared += sum(_overlap(wanted[field], got[field]) for field in both)
        said, true = said + len(got), true + len(wanted)
        wants = {str(intent) for intent, is_ in zip(INTENTS, turn.intents, strict=True) if is_}
        counts = (len(wants & found.intents), len(found.intents), len(wants))
        intents = [a + b for a, b in zip(intents, counts, strict=True)]
    return (
        f"brief {_f1(hits, said, true):.3f}, spans' words {_f1(shared, said, true):.3f}"
        f", intents {_f1(*intents):.3f}"
    )


def _by_field(entries: Iterable[tuple[Field, str]]) -> Said:
    found: dict[Field, str] = {}
    for field, span in entries:
        found[field] = f"{found.get(field, '')} {span}".strip()
    return found


def _overlap(one: str, other: str) -> float:
    a, b = Counter(words(one)), Counter(words(other))
    return _f1((a & b).total(), a.total(), b.total())


def _f1(hits: float, said: float, true: float) -> float:
    return 2 * hits / (said + true) if hits else 0.0
