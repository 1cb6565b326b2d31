"""What listening sees of a turn, and the heads that tell fields and intents from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.adapters.language.npz_heads import FOLDER, Head, family, read_heads, signs_in
from bot.domain.brief import Field
from bot.domain.heard import Intent
from bot.domain.text import has_number
from bot.ports.language import Vectors

FIELDS = tuple(Field)
INTENTS = tuple(Intent)
# How much a vector weighs beside signs of 0 and 1; the turn around a clause weighs half.
MEANING = 6.0
TURN = 0.5
_FRAGMENT = 4  # words

# Read before an answer, so that it is read as an answer. A question's own words vary too much.
LEADS: Mapping[Field, str] = {
    Field.SITUATION: "How is it done today?",
    Field.PROBLEM: "What goes wrong?",
    Field.TRIGGER: "Why now?",
    Field.IMPACT: "What does it cost you?",
    Field.ROOT_CAUSE: "What do you think causes it?",
    Field.STAKEHOLDERS: "Who is involved?",
    Field.WORKAROUNDS: "What have you tried?",
    Field.DESIRED_OUTCOME: "What would good look like?",
    Field.CONSTRAINTS: "What limits you?",
    Field.CHANGE_RISK: "What could a change break?",
    Field.STATUS_QUO: "What if nothing changes?",
    Field.DECISION: "What have you decided?",
    Field.OPEN_QUESTIONS: "What don't you know yet?",
}


@dataclass(frozen=True, slots=True)
class ListeningHeads:
    """Linear heads on the vectors of a tuned model: fields of a clause, intents of a turn."""

    fields: Head
    intents: Head


def listening_file(embedder: str, folder: Path = FOLDER) -> Path:
    """Give where the listening heads of an embedder are kept."""
    return folder / f"listening-{family(embedder)}.npz"


def read_listening_heads(embedder: str, folder: Path = FOLDER) -> ListeningHeads:
    """Read the listening heads that were trained for an embedder.

    Raises:
        SetupError: none were trained for it.
    """
    missing = f"No listening was trained for '{embedder}'. Run `make tune`."
    file = listening_file(embedder, folder)
    return ListeningHeads(*read_heads(file, ["fields", "intents"], missing))


def led(text: str, pending: Field | None) -> tuple[str, int]:
    """Give a text behind the question that it may answer, and where it begins there."""
    lead = f"{LEADS[pending]} " if pending else ""
    return lead + text, len(lead)


def clause_features(
    clauses: Vectors, turns: Vectors, pending: Field | None, texts: Sequence[str]
) -> Vectors:
    """Join a clause's meaning, its turn's, the question and the form.

    `clauses` and `turns` are unit vectors, a row a clause. Shape (clauses, 2 * dimension + known).
    """
    known = clause_signs(pending, texts)
    return np.hstack([MEANING * clauses, TURN * MEANING * turns, known]).astype(np.float32)


def turn_features(turn: Vectors, pending: Field | None, text: str) -> Vectors:
    """Join a turn's meaning, the question and the signs, shape (1, dimension + known)."""
    row: Vectors = np.hstack([MEANING * turn, turn_signs(pending, text)]).astype(np.float32)
    return row[None, :]


def clause_signs(pending: Field | None, texts: Sequence[str]) -> Vectors:
    """Give what is known of each clause beside its meaning, a row a clause.

    A question says more about an answer that is all of the turn, so it counts there once more.
    """
    asked = _asked(pending)
    alone = asked * float(len(texts) == 1)
    rows = [[*asked, *alone, *_form(t, n, len(texts)), *signs_in(t)] for n, t in enumerate(texts)]
    return np.array(rows, np.float32)


def turn_signs(pending: Field | None, text: str) -> Vectors:
    """Give what is known of a turn beside its meaning."""
    return np.array([*_asked(pending), *signs_in(text)], np.float32)


def _asked(pending: Field | None) -> Vectors:
    asked = np.zeros(len(FIELDS), np.float32)
    if pending is not None:
        asked[FIELDS.index(pending)] = 1.0
    return asked


def _form(text: str, n: int, count: int) -> list[float]:
    return [
        float("?" in text),
        float(has_number(text)),
        float(len(text.split()) <= _FRAGMENT),
        float(n == 0),
        float(n == count - 1),
        float(count == 1),
    ]
