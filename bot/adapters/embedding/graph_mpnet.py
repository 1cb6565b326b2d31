"""MPNet as a graph: absolute positions, and a bias on attention by relative position."""

import numpy as np
import numpy.typing as npt

from bot.adapters.embedding.encoder import Encoder, LayerNames, Tensors, embed_tokens
from bot.adapters.embedding.graph_builder import GraphBuilder
from bot.adapters.embedding.models import Architecture
from bot.adapters.embedding.tuning import Tuning

NAMES = LayerNames(
    query="attention.attn.q",
    key="attention.attn.k",
    value="attention.attn.v",
    mix="attention.attn.o",
    after_attention="attention.LayerNorm",
)
FIRST_POSITION = 2  # the rows before it belong to padding
_BUCKETS = 32
_FARTHEST = 128  # tokens apart; beyond, all distances are one


def mpnet_states(
    graph: GraphBuilder, tensors: Tensors, architecture: Architecture, apart: str, tuning: Tuning
) -> str:
    """Write the graph from `input_ids` to the last states (batch, tokens, dimension)."""
    table = tensors("embeddings.position_embeddings.weight")
    positions = table[FIRST_POSITION : FIRST_POSITION + architecture.max_tokens]
    states = embed_tokens(graph, tensors, positions, architecture.epsilon)
    relative = _relative_bias(graph, tensors, architecture.max_tokens)
    bias = graph.node("Add", relative, apart)
    return Encoder(graph, tensors, NAMES, architecture, bias, tuning).layers(states)


def _relative_bias(graph: GraphBuilder, tensors: Tensors, max_tokens: int) -> str:
    # worked out for the longest text; a shorter one takes the corner
    by_bucket = tensors("encoder.relative_attention_bias.weight")  # (buckets, heads)
    whole = by_bucket[relative_buckets(max_tokens)].transpose(2, 0, 1)[None]
    count = graph.node("Shape", "input_ids", start=1, end=2)
    corner = graph.node("Concat", count, count, axis=0)
    starts, axes = graph.constant([0, 0], np.int64), graph.constant([2, 3], np.int64)
    return graph.node("Slice", graph.constant(whole, np.float32), starts, corner, axes)


def relative_buckets(tokens: int) -> npt.NDArray[np.int64]:
    """Give the bucket of each pair of positions, (tokens from, tokens to).

    Half of the buckets are for what comes before, half for what comes after. In each half one
    part is a bucket per distance, the other grows with the logarithm of the distance.
    """
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    offset = np.arange(tokens)[None, :] - np.arange(tokens)[:, None]
    distance = np.abs(offset)
    growth = np.log(np.maximum(distance, 1) / exact) / np.log(_FARTHEST / exact)
    far = np.minimum(exact + (growth * (half - exact)).astype(np.int64), half - 1)
    buckets: npt.NDArray[np.int64] = np.where(distance < exact, distance, far)
    return buckets + np.where(offset > 0, half, 0)
