"""The brief as a page that its owner can take along."""

from bot.domain.brief import Brief, Certainty, Entry, Field
from bot.domain.plain import HIDDEN

HEADINGS: dict[Field, str] = {
    Field.SITUATION: "Where things stand",
    Field.PROBLEM: "The problem or opportunity",
    Field.TRIGGER: "Why now",
    Field.IMPACT: "What it costs or would bring",
    Field.ROOT_CAUSE: "What may lie behind it",
    Field.STAKEHOLDERS: "Who is part of it",
    Field.WORKAROUNDS: "What was tried",
    Field.DESIRED_OUTCOME: "What good would look like",
    Field.CONSTRAINTS: "What limits a change",
    Field.CHANGE_RISK: "What a change could break",
    Field.STATUS_QUO: "If nothing changes",
    Field.DECISION: "Where it comes out",
    Field.OPEN_QUESTIONS: "Still open",
}

_MARKS = {Certainty.MEASURED: "measured", Certainty.GUESS: "a guess"}


def brief_page(brief: Brief, title: str = "Problem notes") -> str:
    """Write the brief as Markdown, in each person's own words."""
    lines = [f"# {title}", ""]
    for field, entries in brief.by_field():
        lines += [f"## {HEADINGS[field]}", "", *map(_line, entries), ""]
    if len(lines) == 2:  # noqa: PLR2004 - nothing but the title
        lines += ["Nothing is noted yet.", ""]
    return "\n".join(lines)


def _line(entry: Entry) -> str:
    marks = [m for m in (_MARKS.get(entry.sure), "confirmed" if entry.confirmed else None) if m]
    who = _plain(entry.who_name) or "someone"
    said = f"{who}, {entry.said_at:%d %B %Y}"
    return f"- {_plain(entry.span)} ({', '.join([said, *marks])})"


def _plain(span: str) -> str:
    """Keep a buyer's words from being read as Markdown or HTML."""
    folded = " ".join(HIDDEN.sub("", span).split())
    for mark in "\\`*_[]<>#|":
        folded = folded.replace(mark, f"\\{mark}")
    return folded
