"""What owners decide on stories: approve, send back, retire, who may read, override a hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.audience import Role, Visibility
from bot.domain.errors import BotError, StaleStoryError, UnknownStoryError
from bot.domain.overrides import with_overrides
from bot.domain.restoring import restored
from bot.domain.rulings import check_may_change, decide, shown_to, widens
from bot.domain.story import (
    Consent,
    Hold,
    Override,
    Readership,
    Ruling,
    Status,
    StoredStory,
    Verdict,
)
from bot.ports.library import Kept, Stories
from bot.use_cases.keep_stories import KeepStories
from bot.use_cases.story_making import StoryMaking

_TRIES = 3  # where a load saves the same story at the same moment


class NotChangedError(BotError):
    """What was asked for cannot be done to this story; the message says why."""


class AlreadySoError(NotChangedError):
    """It is so already."""


class ChangedMeanwhileError(NotChangedError):
    """The story is not in the version that was decided on any more."""


class HeldBackError(NotChangedError):
    """Something holds the story back from wider readers; `hold` says what."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold.message)
        self.hold = hold


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides on which story, and why.

    `role` is what they are at that moment. `version` is the one they looked at; 0 stands for
    whichever is there.
    """

    story_id: str
    by: str
    why: str = ""
    role: Role | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class ChangeStories:
    """Makes a new version for each decision, and never changes what a file says."""

    stories: Stories
    keep: KeepStories
    making: StoryMaking

    async def rule(self, decision: Decision, verdict: Verdict) -> StoredStory:
        """Approve, send back, retire or recall; it is so in every process from then on.

        Raises:
            UnknownStoryError: there is no such story.
            NotAnOwnerError: to approve is for content owners.
            ChangedMeanwhileError: the story changed since it was looked at.
            AlreadySoError: it is so already.
            NotChangedError: only a draft can be sent back.
        """

        def change(old: StoredStory, now: datetime) -> StoredStory:
            ruling = Ruling(verdict, decision.by, now, decision.why)
            _check_news(old, ruling)
            return decide(old, ruling)

        return await self._change(decision, change)

    async def show_to(
        self, decision: Decision, visibility: Visibility, consent_from: str = ""
    ) -> StoredStory:
        """Say who may read a story. `consent_from` is who agreed to be named in it.

        Raises:
            UnknownStoryError: there is no such story.
            NotAnOwnerError: to let more people read is for content owners.
            ChangedMeanwhileError: the story changed since it was looked at.
            AlreadySoError: it is so already.
            HeldBackError: something keeps it from these readers, such as a missing consent.
        """

        def change(old: StoredStory, now: datetime) -> StoredStory:
            if old.story.visibility is visibility:
                raise AlreadySoError(f"{old.story.id} may be read by {visibility} already.")
            consent = None
            if consent_from:
                day = now.date()
                consent = Consent(consent_from, "named", day, recorded_by=decision.by)
            over = old.story.visibility  # what its file says, unless somebody spoke before
            word = Readership(visibility, decision.by, now, over, consent=consent)
            return shown_to(old, word)

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
            old = await self.find(decision.story_id)
            if decision.version and decision.version != old.version:
                raise ChangedMeanwhileError(
                    f"{old.story.id} is at version {old.version} by now; look at it again."
                )
            new = self.making.again(change(old, now), now.date())
            check_may_change(old.story, new.story, decision.role)
            _check_held(old, new)
            try:
                await self.keep([new], decision.by)
            except StaleStoryError:
                if not tries_left:
                    raise
            else:
                return new
        raise AssertionError  # the last try returns or raises


def _check_news(old: StoredStory, ruling: Ruling) -> None:
    """A decision that changes nothing is none; what is to be mended may be told anew."""
    before, verdict = old.ruling, ruling.verdict
    if verdict is Verdict.NEEDS_WORK:
        if old.story.status is not Status.DRAFT:
            raise NotChangedError(f"{old.story.id} is {old.story.status}, and no draft.")
        if before and (before.verdict, before.why) == (verdict, ruling.why):
            raise AlreadySoError(f"{old.story.id} has that note already.")
    elif str(old.story.status) == verdict or (before and before.verdict is verdict):
        raise AlreadySoError(f"{old.story.id} is {verdict} already.")


def _check_held(old: StoredStory, new: StoredStory) -> None:
    """A wider circle is refused while something holds the story back from it."""
    if widens(old.story.visibility, new.story.visibility) and new.story.open_holds:
        raise HeldBackError(new.story.open_holds[0])


def _named(stored: StoredStory, numbers: Sequence[int]) -> Sequence[Hold]:
    holds = stored.story.open_holds
    if not holds:
        raise NotChangedError(f"Nothing holds {stored.story.id}.")
    if strange := [n for n in numbers if not 1 <= n <= len(holds)]:
        raise NotChangedError(
            f"{stored.story.id} has no hold {strange[0]}; they are numbered 1 to {len(holds)}."
        )
    return [holds[n - 1] for n in numbers] if numbers else holds
