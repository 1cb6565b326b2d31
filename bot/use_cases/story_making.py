"""From the content of a file to records: read, looked through, rendered for outsiders."""

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.domain.errors import StoryRejectedError
from bot.domain.overrides import standing, with_overrides
from bot.domain.rulings import read_by
from bot.domain.story import Status, StoredStory, Story
from bot.ports.files import FileEntry, most_bytes
from bot.ports.library import Defaults, PersonalData, StoryReader
from bot.use_cases.rendering import Rendering
from bot.use_cases.sort_stories import SortStories

logger = logging.getLogger(__name__)

# a change of what is made of a file makes every file new
_RECIPE = b"2"
_UNKNOWN_KIND = (
    "Files of this kind are not read. Save the story as Markdown (.md), text (.txt), HTML, Word "
    "(.docx), PDF, PowerPoint (.pptx), Excel (.xlsx), CSV, JSON, YAML, mail (.eml), transcript "
    "(.vtt, .srt), or as a ZIP of these."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its stories as they were read."""

    entry: FileEntry
    digest: str
    stories: Sequence[Story]


@dataclass(frozen=True, slots=True)
class StoryMaking:
    """Makes records. The opaque id of a story can be told from its own only with `ref_secret`."""

    readers: Sequence[StoryReader]
    sort: SortStories
    personal_data: PersonalData
    ref_secret: bytes

    def knows(self, entry: FileEntry) -> bool:
        """Say whether a reader knows this kind of file."""
        return self._reader(entry) is not None

    def open(self, entry: FileEntry, content: bytes | OSError, defaults: Defaults) -> Opened:
        """Read the stories of a file.

        Raises:
            StoryRejectedError: with the fields and what to do.
        """
        if isinstance(content, OSError):
            message = f"It cannot be read: {content.strerror}. Check who may read the file."
            raise StoryRejectedError("file", message)
        reader = self._reader(entry)
        if reader is None:
            raise StoryRejectedError("file", _UNKNOWN_KIND)
        if entry.size > (most := most_bytes(entry.name)):
            raise StoryRejectedError("file", _too_large(entry.size, most))
        stories = self._read(reader, entry, content, defaults)
        return Opened(entry, fingerprint(content, defaults), stories)

    def records(
        self, files: Sequence[Opened], defaults: Defaults, today: date
    ) -> list[Sequence[StoredStory]]:
        """Make records of the stories of each file, at version 0.

        All are sorted together, which takes less time than one after the other.
        """
        in_order = iter(self.sort([story for file in files for story in file.stories]))
        return [
            [
                replace(
                    self._record(own, today, file.digest),
                    path=file.entry.key,
                    root=file.entry.root,
                )
                for own in (_own(next(in_order), file.digest, defaults) for _ in file.stories)
            ]
            for file in files
        ]

    def again(self, stored: StoredStory, today: date) -> StoredStory:
        """Give a record with its holds and what outsiders read as they are today."""
        made = self._record(stored.story, today, stored.content_hash)
        return replace(stored, story=made.story, outsiders=made.outsiders)

    def carry(self, new: StoredStory, old: StoredStory | None, today: date) -> StoredStory:
        """Give what was read from a file with what people have said of its record.

        That is the overrides, and who may read it.
        """
        if old is None or not (old.story.overrides or old.readership):
            return new
        overrides = dict.fromkeys((*old.story.overrides, *new.story.overrides))
        story = read_by(replace(new.story, overrides=tuple(overrides)), old.readership)
        return self.again(replace(new, story=story, readership=old.readership), today)

    def _reader(self, entry: FileEntry) -> StoryReader | None:
        return next((r for r in self.readers if r.reads(Path(entry.name))), None)

    def _read(
        self, reader: StoryReader, entry: FileEntry, content: bytes, defaults: Defaults
    ) -> Sequence[Story]:
        try:
            return reader.read(entry.name, content, defaults)
        except StoryRejectedError:
            raise
        except Exception as error:
            # a fault of ours in one file must not keep the others out
            logger.exception("reader failed")
            message = "It could not be read. Copy its text into a new file and load that."
            raise StoryRejectedError("file", message) from error

    def _record(self, story: Story, today: date, digest: str) -> StoredStory:
        ref = hmac.new(self.ref_secret, story.id.encode(), hashlib.sha256).hexdigest()[:12]
        now = replace(story, overrides=standing(story, digest))
        held, outsiders = Rendering(self.personal_data).render(now, ref, today)
        return StoredStory(held, ref, version=0, content_hash=digest, outsiders=outsiders)


def fingerprint(content: bytes, defaults: Defaults) -> str:
    """Give what is the same as long as a file and what fills its gaps are the same."""
    drafts = "drafts/" if defaults.drafts else ""
    filled = f"{defaults.visibility}/{defaults.status}/{drafts}".encode()
    return hashlib.sha256(_RECIPE + filled + content).hexdigest()


def _own(story: Story, digest: str, defaults: Defaults) -> Story:
    """The overrides that a file carries count only where whoever loads it says so."""
    if defaults.drafts:
        story = replace(story, status=Status.DRAFT)
    if not defaults.overrides:
        return replace(story, overrides=())
    return with_overrides(replace(story, overrides=()), story.overrides, digest)


def _too_large(size: int, most: int) -> str:
    said = f"The file has {size / 1e6:.1f} MB, the most is {most // 1_000_000} MB."
    return f"{said} Save each story by itself."
