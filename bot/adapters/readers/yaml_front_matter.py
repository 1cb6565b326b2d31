"""YAML of the plainest kind: the lines between `---` at the top of a file, or a whole file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml
from typing_extensions import override

from bot.domain.errors import StoryRejectedError

_FENCED = re.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_OPENED = re.compile(r"\A---[ \t]*\n[ \t]*[\w-]+[ \t]*:")
_MOST_CHARACTERS = 50_000
FIELD = "front matter"
# a YAML writer may leave these as they are, and a reader of files would not
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]")


def split(text: str) -> tuple[dict[str, Any], str]:
    """Give the front matter and the rest of a text; an empty mapping where there is none.

    All values are text, lists, mappings or None. Keys are in lower case with underscores.

    Raises:
        StoryRejectedError: it is not YAML, or uses what front matter has no need of.
    """
    found = _FENCED.match(text)
    if found is None:
        if _OPENED.match(text):
            raise StoryRejectedError(FIELD, "It is not closed. Put a line --- below it.")
        return {}, text
    return _mapping(_load(found["yaml"])), text[found.end() :]


def load_documents(source: str) -> list[object]:
    """Give the documents of a YAML file; values as in `split`.

    Raises:
        StoryRejectedError: it is not YAML, or uses what a story has no need of.
    """
    with _said_plainly("yaml", 1):
        return list(yaml.load_all(source, _DeepLoader))


def dump(values: dict[str, Any]) -> str:
    """Write values as front matter, without the --- around it. All scalars are text."""
    plain = not _ODD.search(repr(values))
    text: str = yaml.safe_dump(values, sort_keys=False, allow_unicode=plain, width=10_000)
    return text


def _mapping(loaded: object) -> dict[str, Any]:
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise StoryRejectedError(FIELD, "Write lines of the form `key: value` between the ---.")
    return {re.sub(r"[\s-]+", "_", str(key).strip().lower()): v for key, v in loaded.items()}


def _load(source: str) -> object:
    if len(source) > _MOST_CHARACTERS:
        raise StoryRejectedError(FIELD, "It is too long. Move the story below the second ---.")
    with _said_plainly(FIELD, 2):  # the --- is line 1
        return yaml.load(source, _PlainLoader)  # noqa: S506 - a SafeLoader that allows still less


@contextmanager
def _said_plainly(field: str, first_line: int) -> Iterator[None]:
    try:
        yield
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"Line {mark.line + first_line}" if mark else "A line"
        problem = error.problem or "it cannot be read"
        message = f"{where}: {problem}. Put a value with a colon or a quote in quotation marks."
        raise StoryRejectedError(field, message) from error
    except yaml.YAMLError as error:
        raise StoryRejectedError(field, "It has characters that YAML does not allow.") from error


class _PlainLoader(yaml.SafeLoader):
    """Keeps scalars as text: no number loses its zero, and the key `on` does not become true."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way to be told
        first: [(tag, found) for tag, found in resolvers if tag == "tag:yaml.org,2002:null"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    most_depth = 5
    depth = 0

    @override
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        # references can blow a small file up to gigabytes, and nesting can end the process
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._refuse("& and * references are not allowed", event)
        self.depth += 1
        if self.depth > self.most_depth:
            self._refuse("it is nested too deeply", event)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    @override
    def construct_mapping(  # PyYAML's own signature
        self,
        node: yaml.MappingNode,
        deep: bool = False,
    ) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := next((key for key in keys if keys.count(key) > 1), None):
            self._refuse(f"{twice} is there twice", node)
        return super().construct_mapping(node, deep=deep)

    def _refuse(self, problem: str, at: Any) -> None:
        raise yaml.MarkedYAMLError(problem=problem, problem_mark=at.start_mark)


class _DeepLoader(_PlainLoader):
    """Reads a list of stories, which nests deeper than front matter."""

    most_depth = 12
