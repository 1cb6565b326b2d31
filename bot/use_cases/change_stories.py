"""What owners decide on stories: approve, retire, recall, restore, override a hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import BotError, StaleStoryError, UnknownStoryError
from bot.domain.overrides import with_overrides
from bot.domain.restoring import restored
from bot.domain.rulings import decide
from bot.domain.story import Hold, Override, Ruling, StoredStory, Verdict
from bot.ports.library import Kept, Stories
from bot.use_cases.keep_stories import KeepStories
from bot.use_cases.story_making import StoryMaking

_TRIES = 3  # where a load saves the same story at the same moment


class NotChangedError(BotError):
    """What was asked for cannot be done to this story; the message says why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides on which story, and why."""

    story_id: str
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChangeStories:
    """Makes a new version for each decision, and never changes what a file says."""

    stories: Stories
    keep: KeepStories
    making: StoryMaking

    async def rule(self, decision: Decision, verdict: Verdict) -> StoredStory:
        """Approve, retire or recall a story; it is so in every process from then on.

        Raises:
            UnknownStoryError: there is no such story.
            NotChangedError: it is so already.
        """

        def change(old: StoredStory, now: datetime) -> StoredStory:
            before = old.ruling.verdict if old.ruling else None
            if str(old.story.status) == verdict or before is verdict:
                raise NotChangedError(f"{old.story.id} is {verdict} already.")
            return decide(old, Ruling(verdict, decision.by, now, decision.why))

        return await self._change(decision, change)

    async def override(self, decision: Decision, numbers: Sequence[int] = ()) -> StoredStory:
        """Override open holds by their numbers, counted from 1; all of them if none is named.

        Raises:
            UnknownStoryError: there is no such story.
            NotChangedError: there is no such hold.
        """

        def change(old: StoredStory, now: datetime) -> StoredStory:
            wanted = [
                Override(hold, decision.why, decision.by, now) for hold in _named(old, numbers)
            ]
            story = with_overrides(old.story, wanted, old.content_hash)
            return replace(old, story=story, version=old.version + 1)

        return await self._change(decision, change)

    async def restore(self, decision: Decision, version: int) -> StoredStory:
        """Bring back what an earlier version said; who may read it does not widen.

        Raises:
            UnknownStoryError: there is no such story.
            NotChangedError: there is no such version.
        """
        kept = {k.stored.version: k.stored for k in await self.stories.versions(decision.story_id)}

        def change(old: StoredStory, now: datetime) -> StoredStory:
            del now
            if version not in kept or version == old.version:
                numbers = ", ".join(str(n) for n in kept if n != old.version) or "none"
                raise NotChangedError(
                    f"{old.story.id} has no earlier version {version}; there are {numbers}."
                )
            story = restored(old.story, kept[version].story)
            return replace(old, story=story, version=old.version + 1)

        return await self._change(decision, change)

    async def history(self, story_id: str) -> Sequence[Kept]:
        """Give all versions of a story, oldest first.

        Raises:
            UnknownStoryError: there is no such story.
        """
        await self.find(story_id)
        return await self.stories.versions(story_id)

    async def find(self, story_id: str) -> StoredStory:
        """Give a record.

        Raises:
            UnknownStoryError: there is no such story.
        """
        stored = (await self.stories.get([story_id])).get(story_id)
        if stored is None:
            raise UnknownStoryError(
                f"There is no story '{story_id}'. 'groundwork stories list' shows all ids."
            )
        return stored

    async def _change(
        self, decision: Decision, change: Callable[[StoredStory, datetime], StoredStory]
    ) -> StoredStory:
        for tries_left in reversed(range(_TRIES)):
            now = self.keep.clock.now()
            changed = change(await self.find(decision.story_id), now)
            new = self.making.again(changed, now.date())
            try:
                await self.keep([new], decision.by)
            except StaleStoryError:
                if not tries_left:
                    raise
            else:
                return new
        raise AssertionError  # the last try returns or raises


def _named(stored: StoredStory, numbers: Sequence[int]) -> Sequence[Hold]:
    holds = stored.story.open_holds
    if not holds:
        raise NotChangedError(f"Nothing holds {stored.story.id}.")
    if strange := [n for n in numbers if not 1 <= n <= len(holds)]:
        raise NotChangedError(
            f"{stored.story.id} has no hold {strange[0]}; they are numbered 1 to {len(holds)}."
        )
    return [holds[n - 1] for n in numbers] if numbers else holds
