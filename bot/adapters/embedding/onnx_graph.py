"""From a model's official weights to one ONNX file that turns token ids into unit vectors."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from safetensors import safe_open

from bot.adapters.embedding.encoder import Tensors
from bot.adapters.embedding.graph_bert import bert_states
from bot.adapters.embedding.graph_builder import RUNTIME_DOMAIN, GraphBuilder, Precision
from bot.adapters.embedding.graph_mpnet import mpnet_states
from bot.adapters.embedding.models import Architecture, Family, ModelSpec

_OPSETS = {"": 20, RUNTIME_DOMAIN: 1}
_IR_VERSION = 9  # the oldest that has this opset, so that an older runtime reads it too
_STATES = {Family.BERT: bert_states, Family.MPNET: mpnet_states}


def write_model(
    spec: ModelSpec, weights: Path, target: Path, precision: Precision = Precision.INT8
) -> None:
    """Write the model's graph to `target`, the same bytes for the same weights.

    It takes `input_ids` and `attention_mask`, int64 (batch, tokens), and gives `vectors`, float32
    (batch, dimension), each of length 1: the mean over the tokens that the mask marks.
    """
    with safe_open(weights, framework="numpy") as tensors:
        onnx.save(_model(spec.architecture, tensors.get_tensor, precision), target)


def _model(architecture: Architecture, tensors: Tensors, precision: Precision) -> onnx.ModelProto:
    graph = GraphBuilder(precision)
    mask = graph.node("Cast", "attention_mask", to=TensorProto.INT32)
    states = _STATES[architecture.family](graph, tensors, architecture, mask)
    vectors = _pool(graph, states)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask")
    ]
    output = helper.make_tensor_value_info(
        vectors, TensorProto.FLOAT, ["batch", architecture.dimension]
    )
    opsets = [helper.make_opsetid(domain, version) for domain, version in _OPSETS.items()]
    finished = graph.graph(architecture.family, inputs, output)
    return helper.make_model(finished, opset_imports=opsets, ir_version=_IR_VERSION)


def _pool(graph: GraphBuilder, states: str) -> str:
    # the sum points where the mean does, and its length is taken off in the next step
    tokens_axis = graph.constant([1], np.int64)
    marked = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
    total = graph.node("MatMul", graph.node("Unsqueeze", marked, tokens_axis), states)
    flat = graph.node("Squeeze", total, tokens_axis)
    return graph.node("LpNormalization", flat, axis=-1, p=2)
