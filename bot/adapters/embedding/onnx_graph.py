"""From a model's official weights to one ONNX file that turns token ids into unit vectors."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors import safe_open

from bot.adapters.embedding.encoder import Tensors
from bot.adapters.embedding.graph_bert import bert_states
from bot.adapters.embedding.graph_builder import RUNTIME_DOMAIN, TUNED, GraphBuilder, Precision
from bot.adapters.embedding.graph_mpnet import mpnet_states
from bot.adapters.embedding.models import Architecture, Family, ModelSpec
from bot.adapters.embedding.tuning import Tuning, read_tuning

_OPSETS = {"": 20, RUNTIME_DOMAIN: 1}
_IR_VERSION = 9  # the oldest that has this opset, so that an older runtime reads it too
_NEVER = 10_000  # taken off a score before the softmax, it leaves nothing
_STATES = {Family.BERT: bert_states, Family.MPNET: mpnet_states}


def write_model(
    spec: ModelSpec, weights: Path, target: Path, precision: Precision = Precision.INT8
) -> None:
    """Write the model's graph to `target`, the same bytes for the same weights.

    A row may hold several texts, one after the other, each its own part. It takes `input_ids` and
    `positions`, int64 (batch, tokens), each part's positions from 0, and `parts`, float32
    (batch, parts, tokens), 1 where a token belongs to a part; a part's tokens see none but each
    other, and a token of no part is padding. `spans`, float32 (batch, spans, tokens), is 1 where
    a token counts in a span. It gives `vectors`, float32 (batch, spans, dimension), each of
    length 1: the mean over a span's tokens. Where `tuned`, float32 (batch, tokens, 1), is 1, the
    model's tuning is in force.
    """
    with safe_open(weights, framework="numpy") as tensors:
        model = _model(spec.architecture, tensors.get_tensor, precision, read_tuning(spec.name))
        onnx.save(model, target)


def _model(
    architecture: Architecture, tensors: Tensors, precision: Precision, tuning: Tuning
) -> onnx.ModelProto:
    graph = GraphBuilder(precision)
    states = _STATES[architecture.family](graph, tensors, architecture, _apart(graph), tuning)
    vectors = _pool(graph, states)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "positions")
    ]
    shapes: dict[str, list[str | int]] = {
        "parts": ["batch", "parts", "tokens"],
        "spans": ["batch", "spans", "tokens"],
        TUNED: ["batch", "tokens", 1],
    }
    inputs += [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in shapes.items()
    ]
    output = helper.make_tensor_value_info(
        vectors, TensorProto.FLOAT, ["batch", "spans", architecture.dimension]
    )
    opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
    finished = graph.graph(architecture.family, inputs, output)
    return helper.make_model(finished, opset_imports=opsets, ir_version=_IR_VERSION)


def _apart(graph: GraphBuilder) -> str:
    """Give the bias on attention that keeps parts apart, (batch, 1, tokens, tokens)."""
    same = graph.node("MatMul", graph.node("Transpose", "parts", perm=[0, 2, 1]), "parts")
    other = graph.node("Sub", same, graph.constant(1, np.float32))
    bias = graph.node("Mul", other, graph.constant(_NEVER, np.float32))
    return graph.node("Unsqueeze", bias, graph.constant([1], np.int64))


def _pool(graph: GraphBuilder, states: str) -> str:
    # the sum points where the mean does, and its length is taken off in the next step
    return graph.node("LpNormalization", graph.node("MatMul", "spans", states), axis=-1, p=2)
