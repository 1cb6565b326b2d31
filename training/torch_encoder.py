"""The packaged encoder in PyTorch, to tune its upper layers; what runs in Groundwork is its graph.

A tuning is low-rank adaptation (Hu et al. 2021) of every weight of the layers from `first` on.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from bot.adapters.embedding.encoder import LayerNames
from bot.adapters.embedding.graph_bert import NAMES as BERT_NAMES
from bot.adapters.embedding.graph_builder import LowRank
from bot.adapters.embedding.graph_mpnet import FIRST_POSITION, relative_buckets
from bot.adapters.embedding.graph_mpnet import NAMES as MPNET_NAMES
from bot.adapters.embedding.models import Family, ModelSpec
from bot.adapters.embedding.onnx_embedder import tokens_of
from bot.ports.language import Span, SpanEncoder, Vectors

_DROPOUT = 0.05
_SCALE = 2.0
_FAR = -1e9  # added to the score of what is no token
_NAMES = {Family.BERT: BERT_NAMES, Family.MPNET: MPNET_NAMES}


@dataclass(frozen=True, slots=True)
class Batch:
    """Texts side by side: `states` (texts, tokens, dimension), `bias` on their attention."""

    states: Tensor
    bias: Tensor


class TunedLinear(nn.Module):
    """A weight that stays, and a low-rank one that learns. It begins as nothing."""

    weight: Tensor
    bias: Tensor

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        width, depth = weight.shape
        self.register_buffer("weight", weight)
        self.register_buffer("bias", bias)
        self.down = nn.Parameter(torch.randn(depth, rank) / math.sqrt(depth))
        self.up = nn.Parameter(torch.zeros(rank, width))

    @override
    def forward(self, states: Tensor) -> Tensor:
        """Multiply states (..., in)."""
        low = functional.dropout(states, _DROPOUT, self.training) @ self.down
        plain = functional.linear(states, self.weight, self.bias)
        return plain + _SCALE * (low @ self.up)


class TunedEncoder(nn.Module):
    """The layers of a packaged model; those from `first` on are tuned."""

    def __init__(self, spec: ModelSpec, weights: Path, first: int, rank: int) -> None:
        super().__init__()
        tensors = load_file(weights)
        self._tensors = {name: torch.from_numpy(values.copy()) for name, values in tensors.items()}
        self._shape = spec.architecture
        self._names: LayerNames = _NAMES[spec.architecture.family]
        self._first = first
        tuned = {name: self._tuned(name, rank) for name in self._linear_names()}
        self._keys = {name: name.replace(".", "/") for name in tuned}
        self.tuned = nn.ModuleDict({self._keys[name]: layer for name, layer in tuned.items()})

    def lower(self, rows: Sequence[Sequence[int]]) -> list[Tensor]:
        """Give what the layers below the tuned ones make of each row of token ids."""
        batch = self.side_by_side([self._embedded(row) for row in rows])
        states = batch.states
        with torch.no_grad():
            for index in range(self._first):
                states = self._layer(index, states, batch.bias)
        return [states[n, : len(row)].half() for n, row in enumerate(rows)]

    def upper(self, batch: Batch) -> Tensor:
        """Give the last states (texts, tokens, dimension)."""
        states = batch.states
        for index in range(self._first, self._shape.layers):
            states = self._layer(index, states, batch.bias)
        return states

    def side_by_side(self, texts: Sequence[Tensor]) -> Batch:
        """Pad texts of states (tokens, dimension) to one length."""
        longest = max(len(text) for text in texts)
        states = torch.zeros(len(texts), longest, self._shape.dimension)
        bias = torch.full((len(texts), 1, 1, longest), _FAR)
        for n, text in enumerate(texts):
            states[n, : len(text)] = text.float()
            bias[n, :, :, : len(text)] = 0
        return Batch(states, bias + self._relative(longest))

    def pairs(self) -> Mapping[str, LowRank]:
        """Give what was learned, by the names of the weights."""
        return {name: _pair(self.tuned[key]) for name, key in self._keys.items()}

    def set_pairs(self, pairs: Mapping[str, LowRank]) -> None:
        """Go back to what was learned before."""
        with torch.no_grad():
            for name, pair in pairs.items():
                layer = self.tuned[self._keys[name]]
                _part(layer, "down").copy_(torch.from_numpy(pair.down.copy()))
                _part(layer, "up").copy_(torch.from_numpy(pair.up / _SCALE))

    def _embedded(self, row: Sequence[int]) -> Tensor:
        words = self._tensors["embeddings.word_embeddings.weight"][torch.tensor(row)]
        first = FIRST_POSITION if self._shape.family is Family.MPNET else 0
        table = self._tensors["embeddings.position_embeddings.weight"]
        states = words + table[first : first + len(row)]
        if self._shape.family is Family.BERT:
            states = states + self._tensors["embeddings.token_type_embeddings.weight"][0]
        return self._norm(states, "embeddings.LayerNorm")

    def _relative(self, tokens: int) -> Tensor:
        if self._shape.family is Family.BERT:
            return torch.zeros(1)
        table = self._tensors["encoder.relative_attention_bias.weight"]
        return table[torch.from_numpy(relative_buckets(tokens))].permute(2, 0, 1)[None]

    def _layer(self, index: int, states: Tensor, bias: Tensor) -> Tensor:
        layer, names = f"encoder.layer.{index}.", self._names
        query, key, value = (
            self._heads(self._linear(layer + name, states))
            for name in (names.query, names.key, names.value)
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = self._linear(layer + names.mix, mixed.transpose(1, 2).flatten(2))
        states = self._norm(states + mixed, layer + names.after_attention)
        wide = functional.gelu(self._linear(layer + names.widen, states))
        narrow = self._linear(layer + names.narrow, wide)
        return self._norm(states + narrow, layer + names.after_output)

    def _heads(self, states: Tensor) -> Tensor:
        texts, tokens, _ = states.shape
        return states.view(texts, tokens, self._shape.heads, -1).transpose(1, 2)

    def _linear(self, name: str, states: Tensor) -> Tensor:
        if name in self._keys:
            found: Tensor = self.tuned[self._keys[name]](states)
            return found
        weight, bias = (self._tensors[f"{name}.{part}"] for part in ("weight", "bias"))
        return functional.linear(states, weight, bias)

    def _norm(self, states: Tensor, name: str) -> Tensor:
        weight, bias = (self._tensors[f"{name}.{part}"] for part in ("weight", "bias"))
        return functional.layer_norm(states, weight.shape, weight, bias, self._shape.epsilon)

    def _linear_names(self) -> Iterator[str]:
        names = self._names
        for index in range(self._first, self._shape.layers):
            for part in (
                names.query, names.key, names.value, names.mix, names.widen, names.narrow
            ):  # fmt: skip
                yield f"encoder.layer.{index}.{part}"

    def _tuned(self, name: str, rank: int) -> TunedLinear:
        return TunedLinear(self._tensors[f"{name}.weight"], self._tensors[f"{name}.bias"], rank)


class TorchSpans(SpanEncoder):
    """Reads with the layers in PyTorch, which need no graph to be written first."""

    def __init__(self, encoder: TunedEncoder, tokenizer: Tokenizer) -> None:
        self._encoder = encoder
        self._tokenizer = tokenizer

    @override
    def encode_spans(self, text: str, spans: Sequence[Span]) -> Vectors:
        """Give a unit vector for each span of a text, shape (spans, dimension)."""
        coded = self._tokenizer.encode(text)
        with torch.no_grad():
            lower = self._encoder.lower([coded.ids])
            [states] = self._encoder.upper(self._encoder.side_by_side(lower))
            means = [states[tokens_of(span, coded.offsets)].mean(dim=0) for span in spans]
            vectors: Vectors = functional.normalize(torch.stack(means), dim=1).numpy()
        return vectors


def _pair(layer: nn.Module) -> LowRank:
    down, up = (_part(layer, part).detach().numpy() for part in ("down", "up"))
    return LowRank(down.astype(np.float32), (_SCALE * up).astype(np.float32))


def _part(layer: nn.Module, name: str) -> Tensor:
    part: Tensor = getattr(layer, name)
    return part
