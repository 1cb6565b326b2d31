"""What stands under `prompts/`: a folder for each prompt, a file a version, the highest live."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.audience import Role
from bot.domain.brief import Aspect
from bot.domain.brief import Field as BriefField
from bot.domain.errors import ContentError
from bot.domain.questions import Question
from bot.domain.wording import Opening, Wording
from bot.ports.model import Prompt

Model = TypeVar("Model", bound=BaseModel)
_VERSION = re.compile(r"v(\d+)\.(?:yaml|md)")
LINES = ("lines", "desk", "owner_lines", "person", "waiting")  # plain lines, by what they are for
WORDING = (*LINES, "questions", "openings", "points", "help")
FOR_MODELS = ("listen", "speak", "structure")


class Strict(BaseModel):
    """A file's shape; a key that is not known is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Question(Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    field: BriefField
    aspect: Aspect | None = None
    starts_with: Literal["problem", "opportunity", "any"]
    for_whom: str = Field(alias="for")
    moment: Literal["early", "any", "late"]
    room: Literal["any", "private"]
    text: str = Field(max_length=200, pattern=r"^[^?]+\?$")


class _Questions(Strict):
    questions: tuple[_Question, ...]


class _Opening(Strict):
    text: str = Field(max_length=160)
    about: str


class _Openings(Strict):
    openings: tuple[_Opening, ...] = Field(min_length=1)


class _Point(Strict):
    field: BriefField
    aspect: Aspect | None = None
    text: str = Field(pattern=r"^[^?]+$")


class _Points(Strict):
    points: tuple[_Point, ...]


class _Help(Strict):
    help: dict[Role, tuple[Annotated[str, Field(pattern=r"^[^?]+$")], ...]]


class _Lines(BaseModel):
    lines: dict[str, tuple[str, ...]]


def load_wording(folder: Path, pinned: Mapping[str, int] | None = None) -> Wording:
    """Read all wording, the highest version of each prompt unless one is pinned.

    Raises:
        ContentError: says which file and key, and what is wrong with it.
    """
    files = {name: live_file(folder / name, (pinned or {}).get(name)) for name in WORDING}
    raw = {name: read_yaml(path) for name, path in files.items()}
    lines = [checked(_Lines, {"lines": raw[name]}, files[name]).lines for name in LINES]
    questions = checked(_Questions, raw["questions"], files["questions"])
    openings = checked(_Openings, raw["openings"], files["openings"])
    points = checked(_Points, raw["points"], files["points"])
    help_ = checked(_Help, raw["help"], files["help"])
    return Wording(
        lines={key: texts for part in lines for key, texts in part.items()},
        questions=_unique(questions.questions, files["questions"]),
        openings=tuple(Opening(o.text, o.about) for o in openings.openings),
        points={(p.field, p.aspect): p.text for p in points.points},
        help=help_.help,
        versions={name: path.stem for name, path in files.items()},
    )


def read_prompt(folder: Path, name: str, version: int | None, operator: str) -> Prompt:
    """Read the instructions for a model: the highest version, or the pinned one.

    Raises:
        ContentError: there is no such version, or a value in it has no meaning.
    """
    path = live_file(folder / name, version)
    try:
        text = Template(path.read_text(encoding="utf-8")).substitute(operator=operator)
    except (KeyError, ValueError) as error:
        raise ContentError(
            f"{path}: {error} is no value that is filled in; see $operator"
        ) from None
    return Prompt(name, path.stem, text.strip())


def known_versions(folder: Path) -> Sequence[int]:
    """Give the versions that a prompt has, oldest first."""
    return sorted(int(m[1]) for p in folder.glob("v*") if (m := _VERSION.fullmatch(p.name)))


def live_file(folder: Path, version: int | None) -> Path:
    """Find the live version of a prompt, or the pinned one."""
    found = {int(m[1]): p for p in folder.glob("v*") if (m := _VERSION.fullmatch(p.name))}
    chosen = version if version is not None else max(found, default=0)
    if chosen not in found:
        raise ContentError(f"{folder} has no v{chosen or 1}; add the file or pin another version")
    return found[chosen]


def read_yaml(path: Path) -> Any:
    """Read a file's YAML.

    Raises:
        ContentError: it is none.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ContentError(f"{path} is not valid YAML: {error}") from None


def checked(model: type[Model], raw: Any, path: Path) -> Model:
    """Hold what a file says against its shape.

    Raises:
        ContentError: says the file and the place in it.
    """
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ContentError(f"{path}: {place}: {first['msg']}") from None


def _unique(items: tuple[_Question, ...], path: Path) -> tuple[Question, ...]:
    ids = [item.id for item in items]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise ContentError(f"{path}: question ids used twice: {', '.join(sorted(twice))}")
    return tuple(Question(**item.model_dump()) for item in items)
