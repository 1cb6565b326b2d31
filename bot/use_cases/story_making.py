"""From the content of a file to records: read, looked through, rendered for outsiders."""

import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.domain.errors import StoryRejectedError
from bot.domain.story import StoredStory, Story
from bot.ports.files import MAX_FILE_BYTES, FileEntry
from bot.ports.library import Defaults, PersonalData, StoryReader
from bot.use_cases.rendering import Rendering

logger = logging.getLogger(__name__)

# a change of what is made of a file makes every file new
_RECIPE = b"2"
_UNKNOWN_KIND = "Files of this kind are not read. Save the story as Markdown (.md) or text (.txt)."


@dataclass(frozen=True, slots=True)
class StoryMaking:
    """Makes records. The opaque id of a story can be told from its own only with `ref_secret`."""

    readers: Sequence[StoryReader]
    personal_data: PersonalData
    ref_secret: bytes

    def knows(self, entry: FileEntry) -> bool:
        """Say whether a reader knows this kind of file."""
        return self._reader(entry) is not None

    def make(
        self, entry: FileEntry, content: bytes | OSError, defaults: Defaults, today: date
    ) -> Sequence[StoredStory]:
        """Make records of a file, at version 0.

        Raises:
            StoryRejectedError: with the fields and what to do.
        """
        if isinstance(content, OSError):
            message = f"It cannot be read: {content.strerror}. Check who may read the file."
            raise StoryRejectedError("file", message)
        reader = self._reader(entry)
        if reader is None:
            raise StoryRejectedError("file", _UNKNOWN_KIND)
        if entry.size > MAX_FILE_BYTES:
            raise StoryRejectedError("file", _too_large(entry.size))
        digest = fingerprint(content, defaults)
        stories = self._read(reader, entry, content, defaults)
        return [
            replace(
                self._record(story, today), content_hash=digest, path=entry.key, root=entry.root
            )
            for story in stories
        ]

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

    def _record(self, story: Story, today: date) -> StoredStory:
        ref = hmac.new(self.ref_secret, story.id.encode(), hashlib.sha256).hexdigest()[:12]
        held, outsiders = Rendering(self.personal_data).render(story, ref, today)
        return StoredStory(held, ref, version=0, content_hash="", outsiders=outsiders)


def fingerprint(content: bytes, defaults: Defaults) -> str:
    """Give what is the same as long as a file and what fills its gaps are the same."""
    filled = f"{defaults.visibility}/{defaults.status}/".encode()
    return hashlib.sha256(_RECIPE + filled + content).hexdigest()


def _too_large(size: int) -> str:
    most = MAX_FILE_BYTES // 1_000_000
    return f"The file has {size / 1e6:.1f} MB, the most is {most} MB. Save each story by itself."
