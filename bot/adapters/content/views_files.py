"""The owner's points of view: one Markdown file each, claim and question in front matter."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.domain.brief import Field as BriefField
from bot.domain.errors import ContentError
from bot.domain.moves import View


class _View(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    claim: str
    question: Annotated[str, Field(pattern=r"^[^?]+\?$", max_length=200)]
    stories_for: tuple[str, ...] = ()
    stories_against: tuple[str, ...] = ()
    about_for: Annotated[tuple[str, ...], Field(min_length=1)]
    about_against: tuple[str, ...] = ()
    not_for: str = ""
    fields: tuple[BriefField, ...] = ()


def read_views(folder: Path) -> tuple[View, ...]:
    """Read all points of view of a folder, by name; none where there is no such folder.

    Raises:
        ContentError: says which file and which key is wrong.
    """
    files = sorted(folder.glob("*.md"))
    return tuple(_read(file) for file in files if not file.name.startswith(("_", "README")))


def _read(file: Path) -> View:
    parts = file.read_text(encoding="utf-8").split("---\n", 2)
    if len(parts) < 3 or parts[0].strip():  # noqa: PLR2004 - before, between and after the lines
        raise ContentError(f"{file}: begin with front matter between two lines of ---.")
    try:
        view = _View.model_validate(yaml.safe_load(parts[1]))
    except yaml.YAMLError:
        raise ContentError(f"{file}: the front matter is not valid YAML.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ContentError(f"{file}: {place}: {first['msg']}.") from None
    return View(
        id=file.stem,
        claim=view.claim,
        question=view.question,
        about_for=view.about_for,
        about_against=view.about_against,
        not_for=view.not_for,
        fields=view.fields,
        body=parts[2].strip(),
    )
