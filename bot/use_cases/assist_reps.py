"""What is looked up beside a conversation, in a modal: stories, and a room's view of one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.audience import (
    Audience,
    Clearance,
    Place,
    Room,
    Speaker,
    audience_of,
    clearance_for,
)
from bot.domain.conversation import OfferedShare
from bot.domain.events import Action, Press
from bot.domain.guard import PRODUCT_TALK
from bot.domain.moves import Told
from bot.domain.offers import Offer, Usage, badges_of, in_a_minute
from bot.domain.reply import Reply
from bot.domain.story import Outcome, Rendition
from bot.domain.wishes import wishes_in
from bot.ports.shown import Shown
from bot.use_cases.find_stories import FITS, Ask, FindStories
from bot.use_cases.hearing import Hearing
from bot.use_cases.say import Detectors
from bot.use_cases.share_story import ShareStory

FOR_REPS, FOR_BUYERS, NEAREST = 6, 3, 3  # stories at once
LONGEST = 2000  # characters of a text that stories are looked for to
_LOOKED_AT = 20
_DRAFTS = re.compile(r"\bdrafts?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stories for a text, best first. `fits` is False where these are only the nearest."""

    offers: tuple[Offer, ...] = ()
    fits: bool = False
    insider: bool = False


@dataclass(frozen=True, slots=True)
class AsRead:
    """A story as a room would read it; else `why_not` says why it may not be shown there."""

    title: str
    reply: Reply | None = None
    why_not: str = ""


class AssistReps:
    """Reads for whoever asks, cleared for them at that moment. Nothing is said in any room."""

    def __init__(
        self,
        find: FindStories,
        shown: Shown,
        share: ShareStory,
        hearing: Hearing,
        detectors: Detectors,
    ) -> None:
        self._find = find
        self._shown = shown
        self._share = share
        self._hearing = hearing
        self._detectors = detectors

    async def stories(self, speaker: Speaker, here: Room, text: str) -> Shelf:
        """Give the stories for a text. An ending, a trade, a size or a role in it is a filter."""
        audience = audience_of(speaker, here)
        insider = audience is Audience.INSIDERS
        said = " ".join(text.split())[:LONGEST]
        clearance = clearance_for(audience)
        told = await self._wished(said, clearance, drafts=insider and bool(_DRAFTS.search(said)))
        fitting = [t for t in told if t.score >= FITS or _filtered(said, t)]
        most = FOR_REPS if insider else FOR_BUYERS
        shown = fitting[:most] or told[:NEAREST]
        offers = await self._offers(shown, clearance)
        return Shelf(tuple(offers), bool(fitting), insider)

    async def story(self, speaker: Speaker, here: Room, ref: str) -> Rendition | None:
        """Give one story whole, if it may be read here now."""
        return await self._find.open(ref, _clearance(speaker, here), drafts=True)

    async def as_read_there(
        self, speaker: Speaker, here: Room, there: Room, ref: str, at: datetime
    ) -> AsRead:
        """Show a story as the readers of a room would see it at this moment."""
        story = await self.story(speaker, here, ref)
        if story is not None and story.draft:
            return AsRead(story.title, why_not=self._hearing.wording.line("share_draft", 0, {}))
        event = Action(
            key="", room=here, speaker=speaker, at=at, press=Press.SHARE, target=ref, there=there
        )
        story_id = story.story_id if story else ""
        looked = await self._share.look(OfferedShare(story_id, there, speaker.id), event)
        title = story.title if story else ""
        if looked.reply is not None:
            return AsRead(title, looked.reply)
        move = looked.why_not
        values = {"operator": self._hearing.operator, **(move.values if move else {})}
        line = move.line if move else "cannot_handle"
        return AsRead(title, why_not=self._hearing.wording.line(line, 0, values))

    async def _wished(self, said: str, clearance: Clearance, *, drafts: bool) -> list[Told]:
        """Look for stories; where some are all that was wished for, those alone count."""
        # A bare "fintech that gave up" is a wish as well: it is said of stories.
        asked = f"stories of {said}" if said else ""
        wishes = wishes_in(asked)
        endings: frozenset[Outcome] = frozenset().union(*(w.endings for w in wishes))
        ask = Ask(said, _LOOKED_AT, drafts=drafts, outcomes=endings)
        found = await self._find(replace(ask, text=asked), clearance)
        exact = [t for t in found.told if not t.differs]
        return exact if wishes and exact else list(found.told)

    async def _offers(self, shown: Sequence[Told], clearance: Clearance) -> list[Offer]:
        """What is told to a buyer is told as buyers may read it, whoever tells it."""
        ids = [t.rendition.story_id for t in shown]
        theirs = await self._find.told(ids, clearance_for(Audience.OUTSIDERS))
        insider = clearance == clearance_for(Audience.INSIDERS)
        return [await self._offer(told, theirs, insider=insider) for told in shown]

    async def _offer(self, told: Told, theirs: Mapping[str, Rendition], *, insider: bool) -> Offer:
        story = told.rendition
        telling = in_a_minute(theirs.get(story.story_id, story), self._tellable)
        if not insider:
            return Offer(told, telling)
        return Offer(told, telling, badges_of(story), await self._usage(story.story_id))

    async def _usage(self, story_id: str) -> Usage:
        """Count what buyers were shown; what the vendor's people looked up is no use of it."""
        rooms = await self._shown.rooms(story_id)
        shared = [r for r in rooms if r.place is Place.SHARED]
        return Usage(
            sum(r.times for r in shared),
            len({(r.channel, r.room_id) for r in shared}),
            max((r.last_at for r in shared), default=None),
        )

    def _tellable(self, sentence: str) -> bool:
        return self._detectors.product_score(sentence) < PRODUCT_TALK


def _filtered(said: str, told: Told) -> bool:
    """A story that is all that was wished for fits, however little is said of its matter."""
    return bool(wishes_in(f"stories of {said}")) and not told.differs


def _clearance(speaker: Speaker, here: Room) -> Clearance:
    return clearance_for(audience_of(speaker, here))
