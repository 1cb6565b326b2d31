"""The words we may say: lines, questions, openings and more. From `prompts/`, never in code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Template

from bot.domain.audience import Role
from bot.domain.errors import ContentError
from bot.domain.questions import Question, Topic


@dataclass(frozen=True, slots=True)
class Opening:
    """A first thing to give to someone who is only looking around, and what its story is about."""

    text: str
    about: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All wording of one set of prompt versions."""

    lines: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]
    openings: tuple[Opening, ...]
    points: Mapping[Topic, str]
    help: Mapping[Role, tuple[str, ...]] = field(default_factory=dict)  # what each role can write
    versions: Mapping[str, str] = field(default_factory=dict)

    def line(self, key: str, seed: int, values: Mapping[str, str]) -> str:
        """Give a variant of a plain line with its values filled in.

        Raises:
            ContentError: the line is not in the file, or a value is missing.
        """
        variants = self.lines.get(key)
        if not variants:
            raise ContentError(f"prompts/lines has no line '{key}'")
        text = variants[seed % len(variants)]
        try:
            return Template(text).substitute(values)
        except KeyError as missing:
            raise ContentError(f"prompts/lines '{key}' needs a value for {missing}") from None
