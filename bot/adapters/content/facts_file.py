"""The owner's facts sheet: a heading for each question, the answer, then list lines."""

import re
from pathlib import Path

from bot.domain.errors import ContentError
from bot.domain.moves import Fact

LONGEST_ANSWER = 25  # words
_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
_DETAIL = re.compile(r"^- +(also asked|link|as of): *(.*)$", re.MULTILINE)


def read_facts(path: Path) -> tuple[Fact, ...]:
    """Read the facts; none where there is no such file.

    Raises:
        ContentError: says under which heading something is missing or too long.
    """
    if not path.exists():
        return ()
    parts = _HEADING.split(path.read_text(encoding="utf-8"))[1:]
    facts = tuple(_fact(path, *pair) for pair in zip(parts[::2], parts[1::2], strict=True))
    ids = [fact.id for fact in facts]
    if len(set(ids)) < len(ids):
        raise ContentError(f"{path}: two headings ask the same. Make each question its own.")
    return facts


def _fact(path: Path, question: str, body: str) -> Fact:
    details = dict(_DETAIL.findall(body))
    answer = " ".join(_DETAIL.sub("", body).split())
    if not answer:
        raise ContentError(f"{path}: '{question}' has no answer. Write one below the heading.")
    if len(answer.split()) > LONGEST_ANSWER:
        raise ContentError(f"{path}: '{question}': the answer is over {LONGEST_ANSWER} words.")
    return Fact(
        id=re.sub(r"\W+", "-", question.lower()).strip("-"),
        question=question.strip(),
        answer=answer,
        also_asked=tuple(p.strip() for p in details.get("also asked", "").split(";") if p.strip()),
        link=details.get("link", "").strip(),
        as_of=details.get("as of", "").strip(),
    )
