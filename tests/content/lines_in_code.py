"""Reads off the code which plain lines it says, and with which values."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BOT = Path(__file__).resolve().parents[2] / "bot"
SAYING = {"line", "_own", "_said", "_about"}  # methods whose first argument is the key of a line


@dataclass(frozen=True)
class SaidLine:
    """A line that is said somewhere: a pattern for its key, and the names of its values."""

    where: str
    pattern: str
    values: frozenset[str] | None  # None where they come from elsewhere


def lines_in_code() -> list[SaidLine]:
    """All lines said in a `Move(line=...)`, in a `replace(move, line=...)` or by a speaker."""
    return [
        said
        for path in sorted(BOT.rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        for said in _said(call, function, path)
    ]


def _said(call: ast.Call, function: ast.AST, path: Path) -> Iterator[SaidLine]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = {k.arg: k.value for k in call.keywords}
    where = f"{path.relative_to(BOT.parent)}:{call.lineno}"
    if name in {"Move", "replace"} and "line" in given:
        values = frozenset() if name == "Move" else None
        if "values" in given:
            values = _keys(given["values"], function)
        for pattern in _patterns(given["line"], function):
            yield SaidLine(where, pattern, values)
    if name in SAYING and call.args:
        for pattern in _patterns(call.args[0], function):
            yield SaidLine(where, pattern, None)


def _patterns(node: ast.AST, function: ast.AST) -> Iterator[str]:
    """Give a pattern for each string that an expression may be; an empty string says nothing."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield re.escape(text)
        case ast.JoinedStr():
            yield "".join(
                re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"\w+"
                for v in node.values
            )
        case ast.IfExp():
            yield from _patterns(node.body, function)
            yield from _patterns(node.orelse, function)
        case ast.Name():
            for value in _assigned(node.id, function):
                yield from _patterns(value, function)


def _keys(node: ast.AST, function: ast.AST) -> frozenset[str] | None:
    if isinstance(node, ast.Name):
        found = [_keys(value, function) for value in _assigned(node.id, function)]
        return found[0] if len(found) == 1 else None
    if not isinstance(node, ast.Dict):
        return None
    return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))


def _assigned(name: str, function: ast.AST) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == name for t in node.targets)
    ]
