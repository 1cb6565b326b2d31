"""The threat model names a test for each threat, and those tests exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_ROW = re.compile(
    r"^\| (?P<threat>[^|]+) \| (?P<protects>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE
)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
HEAD = ("threat", "---")
ROWS = [
    row
    for row in _ROW.finditer((ROOT / "SECURITY.md").read_text("utf-8"))
    if row["threat"] not in HEAD
]


def test_the_model_has_its_threats():
    assert len(ROWS) >= 25


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["threat"][:40])
def test_each_threat_names_a_test_that_exists(row):
    named = _TEST.findall(row["tests"])
    assert named
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text("utf-8"))
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        there = {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
        assert name in there, f"{path} has no {name}"
