"""Finding stories that this audience may read. The only caller of `StoryIndex.search`."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.audience import Clearance, Visibility
from bot.domain.moves import Told
from bot.domain.rendition import readable
from bot.domain.story import Rendition, Status, StoredStory
from bot.ports.library import Hit, Query, Stories, StoryFilter, StoryIndex

FITS = 0.5  # the confidence from which a story fits


@dataclass(frozen=True, slots=True)
class Ask:
    """What is looked for. `drafts` counts only for insiders."""

    text: str
    k: int = 10
    gate_open: bool = False
    exclude: frozenset[str] = frozenset()
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The stories nearest to a question, best first, and whether none of them fits."""

    told: tuple[Told, ...] = ()
    no_match: bool = True


class FindStories:
    """Searches the index and checks every hit against the record again: the index may lag or err."""

    def __init__(self, index: StoryIndex, stories: Stories) -> None:
        self._index = index
        self._stories = stories

    async def __call__(self, ask: Ask, clearance: Clearance) -> Found:
        """Give what this clearance may read of the stories nearest to a text."""
        if not ask.text.strip():
            return Found()
        # Those already told are dropped afterwards, so ask for as many more.
        query = Query(ask.text, ask.k + len(ask.exclude), gate_open=ask.gate_open)
        hits = await self._index.search(query, clearance)
        records = await self._stories.get([hit.story_id for hit in hits])
        told = [
            found
            for hit in hits
            if hit.story_id not in ask.exclude
            and (found := _told(hit, records.get(hit.story_id), ask, clearance))
        ][: ask.k]
        return Found(tuple(told), no_match=not any(t.score >= FITS for t in told))

    async def browse(self, clearance: Clearance) -> Sequence[Rendition]:
        """Give every approved story that this clearance may read, by title."""
        records = await self._stories.all(StoryFilter(clearance, Status.APPROVED))
        shown = [readable(stored, clearance) for stored in records if _approved(stored)]
        return sorted((r for r in shown if r), key=lambda r: r.title.casefold())

    async def open(
        self, ref: str, clearance: Clearance, *, gate_open: bool = False
    ) -> Rendition | None:
        """Give one story by its opaque id, if it may be read now."""
        stored = await self._stories.by_ref(ref)
        if stored is None or not _approved(stored):
            return None
        return readable(stored, clearance, gate_open=gate_open)


def _told(hit: Hit, stored: StoredStory | None, ask: Ask, clearance: Clearance) -> Told | None:
    if stored is None or stored.version != hit.version or not _live(stored, ask, clearance):
        return None
    rendition = readable(stored, clearance, gate_open=ask.gate_open)
    if rendition is None or hit.text not in " ".join(rendition.text.split()):
        return None
    secrets = () if Visibility.INTERNAL in clearance else tuple(stored.story.secret_names)
    return Told(rendition, hit.facet, hit.score, _why(hit), secrets)


def _live(stored: StoredStory, ask: Ask, clearance: Clearance) -> bool:
    draft = stored.story.status is Status.DRAFT
    return _approved(stored) or (draft and ask.drafts and Visibility.INTERNAL in clearance)


def _approved(stored: StoredStory) -> bool:
    return stored.story.status is Status.APPROVED


def _why(hit: Hit) -> str:
    """Say in a reader's words why this story came up."""
    about = f"about the {str(hit.facet).replace('_', ' ')}"
    if not hit.lexical:
        return f"{about}; close in meaning"
    return f"{about}; shares {', '.join(hit.lexical[:4])}"
