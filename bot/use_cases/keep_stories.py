"""Keeping record and index together, whoever changes a story."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.passages import passages_of
from bot.domain.retiring import is_live
from bot.domain.story import StoredStory
from bot.ports.library import Change, Stories, StoryIndex
from bot.ports.turns import Clock

_STORIES_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class KeepStories:
    """Saves new versions: into the index first, then the record, then the old ones are cleared.

    What is found in the index is checked against the record, so whoever is killed in between shows
    the old story or the new one, and `mend` clears up what is left. A story that is taken out is
    out as soon as the record says so.
    """

    stories: Stories
    index: StoryIndex
    clock: Clock

    async def __call__(self, changed: Sequence[StoredStory], by: str) -> None:
        """Save new versions.

        Raises:
            StaleStoryError: someone else changed one of them meanwhile; nothing was saved.
        """
        if not changed:
            return
        await self._put([stored for stored in changed if is_live(stored)])
        await self.stories.save(changed, Change(self.clock.now(), by))
        gone = [s.story.id for s in changed if not is_live(s)]
        newer = {s.story.id: s.version for s in changed if is_live(s) and s.version > 1}
        if gone:
            await self.index.remove(gone)
        if newer:
            await self.index.remove(list(newer), below=newer)

    async def mend(self, records: Iterable[StoredStory]) -> int:
        """Make the index hold what the record says, and give how many stories it lacked."""
        live = {stored.story.id: stored for stored in records if is_live(stored)}
        known = await self.index.known()
        wrong = [i for i, version in known.items() if i not in live or live[i].version != version]
        if wrong:
            await self.index.remove(wrong)
        lacking = [stored for i, stored in live.items() if known.get(i) != stored.version]
        for start in range(0, len(lacking), _STORIES_AT_ONCE):
            await self._put(lacking[start : start + _STORIES_AT_ONCE])
        return len(lacking)

    async def _put(self, stories: Sequence[StoredStory]) -> None:
        passages = [passage for stored in stories for passage in passages_of(stored)]
        if passages:
            await self.index.put(passages, {s.story.id: _names(s) for s in stories})


def _names(stored: StoredStory) -> str:
    """What insiders may search by, one a line."""
    story = stored.story
    names = (story.customer, *story.aliases, *story.people)
    return "\n".join(dict.fromkeys(name for name in names if name.strip()))
