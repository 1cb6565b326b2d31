"""Writes an ONNX graph: constants, operators, and matrices in int8 or float32."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import GraphProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

Array = npt.NDArray[np.float32]

RUNTIME_DOMAIN = "com.microsoft"
TUNED = "tuned"  # the input that says where a tuning is in force
# what onnxruntime adds to the standard: fused, and there on every CPU it runs on
_RUNTIME_OPERATORS = frozenset(
    {"BiasGelu", "MatMulIntegerToFloat", "MultiHeadAttention", "SkipLayerNormalization"}
)

_STATE_LEVELS = 127
_STATE_ZERO = 128
# Seven bits: two products of 255 * 63 still fit the 16 bits in which a CPU without VNNI adds
# pairs of them. With eight it saturates in silence, and vectors differ from machine to machine.
_WEIGHT_LEVELS = 63
_TABLE_LEVELS = 127  # looked up, never multiplied as integers
_SMALLEST = np.finfo(np.float32).tiny


class Precision(StrEnum):
    """How the large matrices are stored and multiplied."""

    INT8 = "int8"
    FLOAT32 = "float32"  # what the other is measured against


@dataclass(frozen=True, slots=True)
class LowRank:
    """What a tuning adds to one weight: `down` (in, rank), then `up` (rank, out)."""

    down: Array
    up: Array


class GraphBuilder:
    """Collects the parts of a graph. Methods take and give the names of tensors."""

    def __init__(self, precision: Precision) -> None:
        self._precision = precision
        self._constants: list[TensorProto] = []
        self._nodes: list[NodeProto] = []
        self._last_axis = self.constant([-1], np.int64)
        self._step = self.constant(1 / _STATE_LEVELS, np.float32)
        self._zero = self.constant(_STATE_ZERO, np.uint8)

    def constant(self, value: npt.ArrayLike, dtype: npt.DTypeLike) -> str:
        """Add a constant."""
        name = f"c{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Add an operator with one output; an empty name leaves an optional input out."""
        return self._add(operator, inputs, (f"n{len(self._nodes)}",), attributes)[0]

    def thirds(self, tensor: str) -> tuple[str, ...]:
        """Cut the last axis in three equal parts."""
        outputs = tuple(f"n{len(self._nodes)}.{part}" for part in range(3))
        return self._add("Split", (tensor,), outputs, {"axis": -1, "num_outputs": 3})

    def rows(self, table: Array, ids: str) -> str:
        """Look up rows of a table (n, width) by ids (...), giving (..., width)."""
        if self._precision is Precision.FLOAT32:
            return self.node("Gather", self.constant(table, np.float32), ids)
        steps = _steps(table, 1, _TABLE_LEVELS)
        levels = self.constant(np.round(table / steps), np.int8)
        found = self.node("Cast", self.node("Gather", levels, ids), to=TensorProto.FLOAT)
        scale = self.node("Gather", self.constant(steps, np.float32), ids)
        return self.node("Mul", found, scale)

    def linear(self, states: str, weight: Array, tuned: LowRank | None = None) -> str:
        """Multiply states (..., in) by a weight (in, out); a bias is left to what follows.

        `tuned` is added where the graph's input `tuned` (batch, tokens, 1) is 1.
        """
        product = self._product(states, weight)
        if tuned is None:
            return product
        low = self.node("MatMul", states, self.constant(tuned.down, np.float32))
        wanted = self.node("Mul", low, TUNED)
        added = self.node("MatMul", wanted, self.constant(tuned.up, np.float32))
        return self.node("Add", product, added)

    def graph(self, name: str, inputs: list[ValueInfoProto], output: ValueInfoProto) -> GraphProto:
        """Give the finished graph."""
        return helper.make_graph(self._nodes, name, inputs, [output], self._constants)

    def _product(self, states: str, weight: Array) -> str:
        if self._precision is Precision.FLOAT32:
            return self.node("MatMul", states, self.constant(weight, np.float32))
        # Each token is scaled by its own peak. One scale for all, as dynamic quantisation has it,
        # is set by a few tokens with values a hundred times the others', and it makes a vector
        # depend on its neighbours in the batch. A row is never all zeros after a layer norm.
        peaks = self.node("ReduceMax", self.node("Abs", states), self._last_axis, keepdims=1)
        scaled = self.node("Div", states, peaks)
        levels = self.node("QuantizeLinear", scaled, self._step, self._zero)
        product = self._integer_product(levels, weight)
        return self.node("Mul", product, peaks)

    def _integer_product(self, levels: str, weight: Array) -> str:
        steps = _steps(weight, 0, _WEIGHT_LEVELS)
        integers = self.constant(np.round(weight / steps), np.int8)
        columns = self.constant(steps[0], np.float32)
        return self.node("MatMulIntegerToFloat", levels, integers, self._step, columns, self._zero)

    def _add(
        self,
        operator: str,
        inputs: tuple[str, ...],
        outputs: tuple[str, ...],
        attributes: dict[str, Any],
    ) -> tuple[str, ...]:
        domain = RUNTIME_DOMAIN if operator in _RUNTIME_OPERATORS else ""
        self._nodes.append(
            helper.make_node(operator, inputs, outputs, domain=domain, **attributes)
        )
        return outputs


def _steps(matrix: Array, axis: int, levels: int) -> Array:
    peaks = np.abs(matrix).max(axis=axis, keepdims=True)
    steps: Array = np.maximum(peaks, _SMALLEST) / np.float32(levels)
    return steps
