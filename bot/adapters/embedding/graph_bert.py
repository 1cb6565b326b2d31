"""BERT as a graph: learned absolute positions."""

from bot.adapters.embedding.encoder import Encoder, LayerNames, Tensors, embed_tokens
from bot.adapters.embedding.graph_builder import GraphBuilder
from bot.adapters.embedding.models import Architecture
from bot.adapters.embedding.tuning import Tuning

NAMES = LayerNames(
    query="attention.self.query",
    key="attention.self.key",
    value="attention.self.value",
    mix="attention.output.dense",
    after_attention="attention.output.LayerNorm",
)


def bert_states(
    graph: GraphBuilder, tensors: Tensors, architecture: Architecture, apart: str, tuning: Tuning
) -> str:
    """Write the graph from `input_ids` to the last states (batch, tokens, dimension)."""
    positions = tensors("embeddings.position_embeddings.weight")[: architecture.max_tokens]
    # a single text is all of the first kind, so its row can be added once and for all
    kind = tensors("embeddings.token_type_embeddings.weight")[0]
    states = embed_tokens(graph, tensors, positions + kind, architecture.epsilon)
    return Encoder(graph, tensors, NAMES, architecture, apart, tuning).layers(states)
