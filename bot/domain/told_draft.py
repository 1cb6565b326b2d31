"""Writing what was told in an interview as a story file; whatever was said stays text."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.interview import LONGEST_FACT, MORE, Interview, had_a_part
from bot.domain.interview_script import Script
from bot.domain.story import Facet
from bot.domain.telling import FACET_HEADINGS

# What Markdown, HTML and the templating of site generators would read as something else than text.
_LIVE = re.compile(r"[\\`*_{}\[\]<>#&|~^]|(?<=\{)[%:]|(?<=<)!|^[-+=:]")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
_LONGEST_PARAGRAPH = 8_000  # characters; readers take very long ones as they are, marks and all
_FIELDS = ("title", "outcome", "customer", "shown_as", "industry", "size")


def draft_id(interview: Interview) -> str:
    """Give the id of the story: from its title, and its own whatever else is called so."""
    words = re.findall(r"[a-z0-9]+", interview.answers.get("title", "").lower())
    slug = "-".join(words)[:60].strip("-") or "told"
    return f"{slug}-{interview.id[-6:]}"


def draft_of(interview: Interview, script: Script, today: date) -> str:
    """Give the story file: internal and a draft, whatever was answered."""
    lines = ["---", *_front(interview, script, today), "---", ""]
    for facet, text in _facets(interview, script).items():
        if facet is not Facet.UNSORTED:
            lines += [f"## {FACET_HEADINGS[facet]}", ""]
        for paragraph in _paragraphs(text):
            lines += [as_text(paragraph), ""]
    return "\n".join(lines)


def as_text(text: str) -> str:
    """Give one line of text so that Markdown shows it as it is."""
    return _NUMBERED.sub(r"\1\\\2", _LIVE.sub(r"\\\g<0>", text))


def _front(interview: Interview, script: Script, today: date) -> Iterator[str]:
    told = interview.answers
    yield f"id: {draft_id(interview)}"
    for name in _FIELDS:
        if name in told:
            yield f"{name}: {_quoted(told[name])}"
    if "title" not in told:
        yield f"title: {_quoted(f'A story without a title, told on {today.isoformat()}')}"
    yield from ("visibility: internal", "status: draft")
    yield from _consent(interview, today)
    if interview.by:
        yield f"owner: {_quoted(interview.by)}"
    yield f"told_by: {interview.teller.value}"
    if "our_part" in told:
        part = told.get("part_kind", "") if had_a_part(interview, script) else "none"
        yield f"our_part: {part}"
    yield f"as_of: {_quoted(f'{interview.begun:%Y-%m}')}"


def _consent(interview: Interview, today: date) -> Iterator[str]:
    """Only a yes is noted as consent; anything else is none."""
    told = interview.answers
    if told.get("consent") != "yes":
        return
    yield "consent:"
    yield f"  from: {_quoted(told.get('consent_from', ''))}"
    yield "  scope: anonymised"
    yield f"  on: {today.isoformat()}"
    yield f"  recorded_by: {_quoted(interview.by or f'interview with a {interview.teller}')}"


def _quoted(value: str) -> str:
    """Write a value so that YAML reads it as that text and nothing more."""
    line = " ".join(value.split())[:LONGEST_FACT]
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _facets(interview: Interview, script: Script) -> Mapping[Facet, str]:
    told = interview.answers
    found = {Facet.UNSORTED: told[MORE]} if MORE in told else {}
    for ask in script.questions:
        if ask.fills is None or ask.id not in told:
            continue
        if ask.fills is not Facet.PRODUCT_NOTES or had_a_part(interview, script):
            found[ask.fills] = told[ask.id]
    return found


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        rest = line.strip()
        while len(rest) > _LONGEST_PARAGRAPH:
            cut = rest.rfind(" ", 0, _LONGEST_PARAGRAPH)
            end = cut if cut > 0 else _LONGEST_PARAGRAPH
            yield rest[:end]
            rest = rest[end:].strip()
        if rest:
            yield rest
