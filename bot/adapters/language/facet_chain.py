"""Smoothing: the likeliest row of facets, given each unit's own odds and what follows what."""

from collections.abc import Sequence

import numpy as np

from bot.ports.language import Vectors


def likeliest(units: Vectors, change: Vectors, stays: Sequence[float]) -> list[int]:
    """Give the likeliest label of each unit (Viterbi).

    Args:
        units: log evidence, shape (units, labels).
        change: log odds of a label after another; the last row is for the first unit.
        stays: what a change of label before each unit costs.
    """
    best = change[-1] + units[0]
    origins = []
    for unit, cost in zip(units[1:], stays[1:], strict=True):
        ways = best[:, None] + _costed(change, cost)
        origins.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + unit
    path = [int(best.argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def sureness(units: Vectors, change: Vectors, stays: Sequence[float]) -> Vectors:
    """Give the probability of each label at each unit (forward and backward)."""
    count = len(units)
    ahead, behind = np.zeros_like(units), np.zeros_like(units)
    ahead[0] = change[-1] + units[0]
    for n in range(1, count):
        ways = ahead[n - 1][:, None] + _costed(change, stays[n])
        ahead[n] = np.logaddexp.reduce(ways, axis=0) + units[n]
    for n in range(count - 2, -1, -1):
        ways = _costed(change, stays[n + 1]) + (units[n + 1] + behind[n + 1])[None, :]
        behind[n] = np.logaddexp.reduce(ways, axis=1)
    joint = ahead + behind
    shares: Vectors = np.exp(joint - np.logaddexp.reduce(joint, axis=1, keepdims=True))
    return shares


def _costed(change: Vectors, cost: float) -> Vectors:
    between = change[:-1]
    costed: Vectors = between - np.float32(cost) * (1 - np.eye(len(between), dtype=np.float32))
    return costed
