"""Stories in formats that only the worker process opens."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePath
from typing import Any

from bot.adapters.readers.drafts import Draft, unpacked
from bot.adapters.readers.facet_headings import facet_of
from bot.adapters.readers.leading_fields import split_fields
from bot.adapters.readers.markdown_sections import Section
from bot.adapters.readers.pydantic_story_fields import check_fields
from bot.adapters.readers.record_fields import parts_of
from bot.adapters.readers.story_assembly import assemble, id_from
from bot.adapters.readers.utf_text import too_large
from bot.adapters.readers.worker_process import WorkerProcess
from bot.domain.errors import StoryRejectedError
from bot.domain.holds import hidden_instructions
from bot.domain.story import Story
from bot.ports.files import most_bytes
from bot.ports.library import Defaults

FORMATS = {
    ".html": "lxml_html_drafts",
    ".htm": "lxml_html_drafts",
    ".docx": "docx_drafts",
    ".pptx": "pptx_drafts",
    ".xlsx": "openpyxl_drafts",
    ".pdf": "pdfminer_drafts",
    ".csv": "csv_drafts",
    ".tsv": "csv_drafts",
    ".json": "json_drafts",
    ".jsonl": "json_drafts",
    ".ndjson": "json_drafts",
    ".yaml": "yaml_drafts",
    ".yml": "yaml_drafts",
    ".eml": "email_drafts",
    ".vtt": "webvtt_drafts",
    ".srt": "webvtt_drafts",
}
_LONGEST_STORY = 1_000_000
_LONGEST_TITLE = 120
_LONG = "The story is longer than a book. Save the part that tells what happened by itself."
_NO_TITLES = re.compile(r"untitled|\(?anonymous\)?|document\d*|presentation\d*|microsoft \w+ - .*")
_TWICE = "It has the same id as {place}: {id}. Give one of them an id of its own."


@dataclass(frozen=True, slots=True)
class IsolatedStories:
    """Reads office files, pages, mails, transcripts, tables and records, each in the worker."""

    worker: WorkerProcess

    def reads(self, path: Path) -> bool:
        """Say whether the worker knows this kind of file, by the file's name."""
        return path.suffix.lower() in FORMATS

    def read(self, name: str, content: bytes, defaults: Defaults) -> Sequence[Story]:
        """Read the stories in a file: all of them, or none where one is wrong.

        Raises:
            StoryRejectedError: with the rows or fields and what to do.
        """
        if len(content) > (most := most_bytes(name)):
            raise too_large(len(content), most)
        if not content.strip():
            raise StoryRejectedError("file", "The file is empty. Write the story, or delete it.")
        kind = FORMATS[PurePath(name).suffix.lower()]
        answer, _ = self.worker.ask({"format": kind, "task": "drafts", "name": name}, content)
        return _all_of(name, _trusted(answer), defaults)


def _trusted(answer: dict[str, Any]) -> list[Draft]:
    try:
        return unpacked(answer["drafts"])
    except (KeyError, TypeError, ValueError) as error:
        message = "It could not be read. Copy its text into a new file and load that."
        raise StoryRejectedError("file", message) from error


def _all_of(name: str, drafts: Sequence[Draft], defaults: Defaults) -> list[Story]:
    """Make a story of each draft, and name each that is wrong."""
    found: list[Story] = []
    problems: list[tuple[str, str]] = []
    places: dict[str, str] = {}
    for draft in drafts:
        try:
            story = _with_id(name, draft, _story(name, draft, defaults), places)
        except StoryRejectedError as error:
            problems += [(_within(draft.place, field), said) for field, said in error.problems]
            continue
        places[story.id] = draft.place
        found.append(story)
    if problems:
        (field, message), *more = problems
        raise StoryRejectedError(field, message, *more)
    return found


def _within(place: str, field: str) -> str:
    return f"{place}: {field}" if place else field


def _story(name: str, draft: Draft, defaults: Defaults) -> Story:
    if draft.record:
        parts = parts_of(draft.record)
        front, sections = parts.front, parts.sections
    else:
        front, sections = split_fields(_lowered(draft.sections))
    text = "\n\n".join(f"{section.heading}\n{section.text}" for section in sections)
    if len(text) > _LONGEST_STORY:
        raise StoryRejectedError("text", _LONG)
    fields = check_fields(front)
    headed = any(section.level == 1 for section in sections)
    titled = bool(fields.title) or headed
    if not titled:
        fields = fields.model_copy(update={"title": _title(name, draft, sections)})
    story = assemble(name, fields, sections, defaults, hidden_instructions(text))
    return story if titled else replace(story, inferred=story.inferred | {"title"})


def _with_id(name: str, draft: Draft, story: Story, places: dict[str, str]) -> Story:
    """Give a row an id that stays when other rows change: by file and title, not by its number."""
    own = "id" in draft.record and str(draft.record["id"]).strip()
    stem = id_from(name)
    if draft.place and (not own or story.id.isdigit()):
        part = story.id if own else id_from(f"{story.title}.")
        story = replace(story, id=f"{stem}-{part}"[:120])
        if not own:
            story = replace(story, id=_free(story.id, places))
    if story.id in places:
        message = _TWICE.format(place=places[story.id], id=story.id)
        raise StoryRejectedError("id", message)
    return story


def _free(wanted: str, taken: Container[str]) -> str:
    """Number rows of the same title among themselves alone, so that other rows may come and go."""
    numbered = (f"{wanted[:110]}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(i for i in numbered if i not in taken)


def _lowered(sections: Sequence[Section]) -> Sequence[Section]:
    """Keep the first heading from being the title where it names a part of the story."""
    first = next((section for section in sections if section.level == 1), None)
    if first is None or not facet_of(first.heading):
        return sections
    return [replace(s, level=s.level + 1) if s.level else s for s in sections]


def _title(name: str, draft: Draft, sections: Sequence[Section]) -> str:
    """Give the best there is: a heading, what the format says, the first line, the file's name."""
    headings = [s.heading for s in sections[:1] if s.heading and not facet_of(s.heading)]
    lines = [line for section in sections for line in section.text.split("\n")]
    if draft.record:
        lines = [line.partition(". ")[0] for line in lines]
    words = " ".join(re.split(r"[\W_]+", PurePath(name).stem)).strip()
    said = draft.title if not _NO_TITLES.fullmatch(draft.title.strip().lower()) else ""
    candidates = (*headings, said, *lines[:1], words, "Story")
    short = (" ".join(candidate.split()) for candidate in candidates)
    return next(title for title in short if 0 < len(title) <= _LONGEST_TITLE)
