"""The layers that BERT and MPNet share: attention, then feed-forward, each with a layer norm."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bot.adapters.embedding.graph_builder import Array, GraphBuilder
from bot.adapters.embedding.models import Architecture
from bot.adapters.embedding.tuning import Tuning, side_by_side

Tensors = Callable[[str], Array]  # a tensor of the weights file by its name


@dataclass(frozen=True, slots=True)
class LayerNames:
    """What a family calls the parts of a layer."""

    query: str
    key: str
    value: str
    mix: str
    after_attention: str
    widen: str = "intermediate.dense"
    narrow: str = "output.dense"
    after_output: str = "output.LayerNorm"


@dataclass(frozen=True, slots=True)
class Encoder:
    """Writes the layers into a graph; states are (batch, tokens, dimension) throughout.

    `bias` (batch, heads or 1, tokens, tokens) is added to the attention scores.
    """

    graph: GraphBuilder
    tensors: Tensors
    names: LayerNames
    architecture: Architecture
    bias: str
    tuning: Tuning

    def layers(self, states: str) -> str:
        """Write all layers, one after the other."""
        for index in range(self.architecture.layers):
            layer = f"encoder.layer.{index}."
            states = self._feed_forward(layer, self._attention(layer, states))
        return states

    def _attention(self, layer: str, states: str) -> str:
        names = [layer + name for name in (self.names.query, self.names.key, self.names.value)]
        # one wide product reads the states once instead of three times
        weight = np.concatenate([self.tensors(f"{name}.weight").T for name in names], axis=1)
        bias = np.concatenate([self.tensors(f"{name}.bias") for name in names])
        tuned = side_by_side([self.tuning.of(name) for name in names])
        mixed = self.graph.node(
            "MultiHeadAttention",
            *self.graph.thirds(self.graph.linear(states, weight, tuned)),
            self.graph.constant(bias, np.float32),
            "",
            self.bias,
            num_heads=self.architecture.heads,
        )
        return self._add_and_norm(
            states, mixed, layer + self.names.mix, layer + self.names.after_attention
        )

    def _feed_forward(self, layer: str, states: str) -> str:
        widen = layer + self.names.widen
        wide = self._linear(states, widen)
        bias = self.graph.constant(self.tensors(f"{widen}.bias"), np.float32)
        return self._add_and_norm(
            states,
            self.graph.node("BiasGelu", wide, bias),
            layer + self.names.narrow,
            layer + self.names.after_output,
        )

    def _add_and_norm(self, states: str, inner: str, dense: str, norm: str) -> str:
        product = self._linear(inner, dense)
        rest = (f"{norm}.weight", f"{norm}.bias", f"{dense}.bias")
        constants = (self.graph.constant(self.tensors(name), np.float32) for name in rest)
        return self.graph.node(
            "SkipLayerNormalization",
            product,
            states,
            *constants,
            epsilon=self.architecture.epsilon,
        )

    def _linear(self, states: str, name: str) -> str:
        weight = self.tensors(f"{name}.weight").T
        return self.graph.linear(states, weight, self.tuning.of(name))


def embed_tokens(graph: GraphBuilder, tensors: Tensors, positions: Array, epsilon: float) -> str:
    """Write the first states: a word's row plus its position's row, normed.

    Reads the graph's inputs `input_ids` and `positions`, both (batch, tokens); the table of
    positions is (max_tokens, dimension).
    """
    words = graph.rows(tensors("embeddings.word_embeddings.weight"), "input_ids")
    table = graph.constant(positions, np.float32)
    states = graph.node("Add", words, graph.node("Gather", table, "positions"))
    norm = [
        graph.constant(tensors(f"embeddings.LayerNorm.{part}"), np.float32)
        for part in ("weight", "bias")
    ]
    return graph.node("LayerNormalization", states, *norm, axis=-1, epsilon=epsilon)
