"""What is tuned to listen: the upper layers with two heads, and turns made ready for them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from bot.adapters.embedding.onnx_embedder import tokens_of
from bot.adapters.language.listening_heads import (
    FIELDS,
    INTENTS,
    MEANING,
    TURN,
    clause_signs,
    led,
    turn_signs,
)
from bot.ports.language import Vectors
from training.torch_encoder import TunedEncoder
from training.turn_examples import TurnExample

DROPOUT = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """A turn made ready: token ids, where its clauses and its own words are, and its signs."""

    ids: list[int]
    spans: Tensor  # (clauses, tokens), a mean over each clause's tokens
    whole: Tensor  # (tokens,)
    clause_signs: Tensor
    turn_signs: Tensor
    fields: Tensor
    intents: Tensor


class Listening(nn.Module):
    """The tuned layers with their two heads."""

    def __init__(self, encoder: TunedEncoder, dimension: int, row: Row) -> None:
        super().__init__()
        self.encoder = encoder
        self.fields = nn.Linear(2 * dimension + row.clause_signs.shape[1], len(FIELDS))
        self.intents = nn.Linear(dimension + row.turn_signs.shape[0], len(INTENTS))
        self.dropout = nn.Dropout(DROPOUT)

    def features(self, rows: Sequence[Row], lower: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        """Give what the heads see: (clauses, ...) of all turns, and (turns, ...)."""
        states = self.encoder.upper(self.encoder.side_by_side(lower))
        clauses, turns, of_turn = [], [], []
        for row, text in zip(rows, states, strict=True):
            own = text[: len(row.ids)]
            whole = self.dropout(MEANING * functional.normalize(row.whole @ own, dim=0))
            pieces = self.dropout(MEANING * functional.normalize(row.spans @ own, dim=1))
            around = (TURN * whole).expand(len(pieces), -1)
            clauses.append(torch.cat([pieces, around, row.clause_signs], 1))
            turns.append(torch.cat([whole, row.turn_signs]))
            of_turn.append(len(pieces))
        return torch.cat(clauses), torch.stack(turns)

    @override
    def forward(self, rows: Sequence[Row], lower: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        """Give the log-odds of fields and of intents."""
        clauses, turns = self.features(rows, lower)
        return self.fields(clauses), self.intents(turns)


@dataclass(frozen=True, slots=True)
class Data:
    """All turns, and what the layers that stay as they are make of them."""

    rows: Sequence[Row]
    lower: Sequence[Tensor]

    def some(self, chosen: Sequence[int]) -> tuple[list[Row], list[Tensor]]:
        """Give some of the turns."""
        return [self.rows[n] for n in chosen], [self.lower[n] for n in chosen]


def row_of(turn: TurnExample, tokenizer: Tokenizer) -> Row:
    """Make a turn ready."""
    text, start = led(turn.text, turn.pending)
    coded = tokenizer.encode(text)

    def mean(span: tuple[int, int]) -> Vectors:
        counted = np.zeros(len(coded.ids), np.float32)
        counted[tokens_of((span[0] + start, span[1] + start), coded.offsets)] = 1
        return np.asarray(counted / counted.sum())

    return Row(
        ids=coded.ids,
        spans=torch.from_numpy(np.stack([mean(span) for span in turn.spans])),
        whole=torch.from_numpy(mean((0, len(turn.text)))),
        clause_signs=torch.from_numpy(clause_signs(turn.pending, turn.clauses)),
        turn_signs=torch.from_numpy(turn_signs(turn.pending, turn.text)),
        fields=torch.tensor(turn.fields),
        intents=torch.tensor(turn.intents),
    )
