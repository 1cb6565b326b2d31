"""The interview under `prompts/interview/`: questions, quick facts, and what is said between."""

from pathlib import Path

from pydantic import Field, model_validator

from bot.adapters.content.prompt_files import Strict, checked, live_file, read_yaml
from bot.domain.interview_script import (
    CHAT_LINES,
    FACTS,
    LINES,
    QUESTIONS,
    Ask,
    Script,
    Teller,
    Wish,
)
from bot.domain.story import Facet

_LONGEST = 220  # characters of a question or a line


class _Asked(Strict):
    id: str = Field(pattern=r"^[a-z_]+$")
    label: str
    rep: str = Field(max_length=_LONGEST)
    customer: str = Field(max_length=_LONGEST)

    @property
    def texts(self) -> dict[Teller, str]:
        return {Teller.REP: self.rep, Teller.CUSTOMER: self.customer}


class _Question(_Asked):
    fills: Facet
    again: str = Field("", max_length=_LONGEST)


class _Fact(_Asked):
    choices: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class _Interview(Strict):
    questions: tuple[_Question, ...] = Field(min_length=QUESTIONS, max_length=QUESTIONS)
    facts: tuple[_Fact, ...]
    words: dict[Wish, tuple[str, ...]]
    lines: dict[str, str]
    chat: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> "_Interview":
        if tuple(fact.id for fact in self.facts) != FACTS:
            raise ValueError(f"the facts are {', '.join(FACTS)}, in this order")
        if set(self.lines) != LINES:
            raise ValueError(f"lines differ: {', '.join(sorted(set(self.lines) ^ LINES))}")
        if self.chat and set(self.chat) != CHAT_LINES:
            raise ValueError(f"chat differs: {', '.join(sorted(set(self.chat) ^ CHAT_LINES))}")
        if set(self.words) != set(Wish):
            raise ValueError(f"words are needed for each of {', '.join(Wish)}")
        return self


def read_interview(folder: Path, operator: str, version: int | None = None) -> Script:
    """Read the live version of the interview, or the pinned one.

    Raises:
        ContentError: says which file and key, and what is wrong with it.
    """
    path = live_file(folder / "interview", version)
    read = checked(_Interview, read_yaml(path), path)
    questions = tuple(Ask(q.id, q.label, q.texts, q.fills, q.again) for q in read.questions)
    facts = tuple(Ask(f.id, f.label, f.texts, choices=f.choices) for f in read.facts)
    return Script(questions, facts, read.words, read.lines, operator, path.stem, read.chat)
