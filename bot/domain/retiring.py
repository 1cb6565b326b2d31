"""Which stories a folder has lost, and whether so many that it looks like a mistake."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.domain.story import Status, StoredStory

_FEW = 3


def is_live(stored: StoredStory) -> bool:
    """Say whether a story is in the library: approved, or a draft."""
    return stored.story.status is not Status.RETIRED


def lost(
    before: Iterable[StoredStory], seen: Collection[str], kept_files: Collection[str]
) -> list[StoredStory]:
    """Give the stories of a folder that are in none of its files any more.

    Args:
        before: the folder's live stories when the load began.
        seen: ids of the stories that were found, wherever.
        kept_files: files that were there but could not be loaded; their stories stay as they are,
            and so do those of the files in them, where one is a ZIP.
    """
    return [s for s in before if s.story.id not in seen and not _is_in(s.path, kept_files)]


def _is_in(path: str, files: Collection[str]) -> bool:
    parts = path.split("/")
    return any("/".join(parts[:end]) in files for end in range(len(parts), 0, -1))


def too_many(gone: Sequence[StoredStory], before: Sequence[StoredStory]) -> bool:
    """Say whether more than three and more than a fifth would go: a folder not mounted, say."""
    return len(gone) > _FEW and len(gone) * 5 > len(before)


def retire(stored: StoredStory) -> StoredStory:
    """Give the record of a story whose file is gone. Without a hash, the file may come back."""
    story = replace(stored.story, status=Status.RETIRED)
    return replace(stored, story=story, version=stored.version + 1, content_hash="")
