"""The shape of the code: what import-linter cannot say, it says here."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BOT = ROOT / "bot"

PURE = {
    "__future__",
    "bisect",
    "collections",
    "dataclasses",
    "datetime",
    "difflib",
    "enum",
    "functools",
    "hashlib",
    "hmac",
    "itertools",
    "math",
    "operator",
    "re",
    "string",
    "types",
    "typing",
    "unicodedata",
}
# numpy gives vectors a type; the ports say what is passed, and vectors are.
PORTS = PURE | {"abc", "contextlib", "numpy", "pathlib"}
USE_CASES = PURE | {
    "asyncio",
    "base64",
    "contextlib",
    "hmac",
    "json",
    "logging",
    "pathlib",
    "secrets",
    "time",
    "typing_extensions",
    "uuid",
    "zlib",
}
LONGEST_FILE = 300


def python_files(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield node.module or ""


def calls_of(path: Path) -> Iterator[ast.Call]:
    tree = ast.parse(path.read_text("utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    ("folder", "outside", "inside"),
    [
        ("domain", PURE, ("bot.domain",)),
        ("ports", PORTS, ("bot.domain", "bot.ports")),
        ("use_cases", USE_CASES, ("bot.domain", "bot.ports", "bot.use_cases")),
    ],
)
def test_inner_layers_import_only_what_is_listed(folder, outside, inside):
    """The domain does no I/O; ports and use cases know no library."""
    strangers = [
        f"{shown(path)} imports {name}"
        for path in python_files(BOT / folder)
        for name in imports_of(path)
        if not name.startswith(inside) and name.partition(".")[0] not in outside
    ]
    assert strangers == []


def test_clearance_is_minted_in_one_place():
    """Whoever needs a clearance has to say who is reading."""
    mints = [
        shown(path)
        for path in python_files(BOT)
        if any(_named(call) == "Clearance" for call in calls_of(path))
    ]
    assert mints == ["bot/domain/audience.py"]


def test_no_cast_makes_a_clearance():
    casts = [
        shown(path)
        for path in python_files(BOT)
        if re.search(r"cast\([^)]*Clearance", path.read_text("utf-8"))
    ]
    assert casts == []


def test_rooms_are_opened_in_one_place():
    """What is prepared for a rep is made of rooms that were opened for that rep."""
    openers = [
        shown(path)
        for path in python_files(BOT)
        if any(_named(call) == "OpenRoom" for call in calls_of(path))
    ]
    assert openers == ["bot/domain/open_rooms.py"]


def test_the_index_is_searched_in_one_place():
    """Every hit is checked against the record there, so a faulty index leaks nothing."""
    searchers = {
        shown(path)
        for path in python_files(BOT / "use_cases")
        for call in calls_of(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "search"
        and ast.unparse(call.func.value).endswith("index")
    }
    assert searchers == {"bot/use_cases/find_stories.py"}


def test_no_other_layer_holds_an_index():
    """What cannot name the index cannot search it."""
    holders = {
        shown(path)
        for path in python_files(BOT / "channels", BOT / "cli", BOT / "use_cases")
        if any(
            isinstance(node, ast.alias) and node.name == "StoryIndex"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    }
    names = ("find_stories", "keep_stories", "load_knowledge")
    assert holders <= {f"bot/use_cases/{name}.py" for name in names}


def test_every_vendor_is_on_the_map_of_homes():
    """Import-linter watches the vendors it is told of; numpy's vectors are passed everywhere."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    [homes] = [contract for contract in contracts if "vendor" in contract["name"]]
    known = {"bot", "numpy", "typing_extensions", *homes["forbidden_modules"]}
    met = {name.partition(".")[0] for path in python_files(BOT) for name in imports_of(path)}
    assert met - known - sys.stdlib_module_names == set()


def test_files_stay_short():
    long = {
        shown(path): lines
        for path in python_files(BOT, ROOT / "tests", ROOT / "training")
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_every_module_says_what_is_in_it():
    """The first line of a file is one sentence about it."""
    silent = [
        shown(path)
        for path in python_files(BOT)
        if not (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()
    ]
    assert silent == []


def _named(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
