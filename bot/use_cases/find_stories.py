"""Finding stories that this audience may read. The only caller of `StoryIndex.search`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.domain.audience import Clearance, Visibility
from bot.domain.moves import Told
from bot.domain.passages import holds_passage, indexed_rendition
from bot.domain.rendition import readable
from bot.domain.story import Facet, Outcome, Peer, Rendition, Status, StoredStory
from bot.domain.text import words
from bot.domain.wishes import NUDGE, Wish, is_met, wishes_in
from bot.ports.library import Hit, Query, Stories, StoryFilter, StoryIndex
from bot.ports.telemetry import NoTelemetry, Step, Telemetry

FITS = 0.5  # the confidence from which a story fits
_AMONG = 4  # times as many are looked at where only some outcomes are wanted
_AT_LEAST = 20  # are looked at, since a wish can move a story up

_ABOUT = {
    Facet.IN_SHORT: "the whole story",
    Facet.SITUATION: "the situation",
    Facet.PROBLEM: "the problem",
    Facet.NOTICED: "how it was noticed",
    Facet.FOUND_OUT: "how they found out",
    Facet.ATTEMPTS: "what they tried",
    Facet.TURNING_POINT: "what turned it",
    Facet.PEOPLE: "the people",
    Facet.MISSING: "who was missing",
    Facet.FEARED: "what they feared",
    Facet.DECIDED: "how they decided",
    Facet.OUTCOME: "how it ended",
    Facet.LESSONS: "what they learned",
    Facet.QUESTIONS: "what they wish they had asked",
    Facet.NOT_FOR: "whom it is not for",
    Facet.LATER: "what came later",
    Facet.UNSORTED: "the whole story",
    Facet.AS_TOLD: "the whole story",
    Facet.PRODUCT_NOTES: "the product",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What is looked for.

    `drafts` counts only for insiders, `outcomes` keeps the stories that ended so, the first of
    `facets` that a story has is the one to show, and `balanced` takes turns between stories that
    ended well and others.
    """

    text: str
    k: int = 10
    gate_open: bool = False
    exclude: frozenset[str] = frozenset()
    drafts: bool = False
    outcomes: frozenset[Outcome] = frozenset()
    facets: tuple[Facet, ...] = ()
    balanced: bool = False

    @property
    def reach(self) -> int:
        """How many stories to look at, so that enough are left when some are dropped or moved."""
        wanted = max(self.k, _AT_LEAST) + len(self.exclude)
        return wanted * _AMONG if self.outcomes or self.balanced else wanted


@dataclass(frozen=True, slots=True)
class Found:
    """The stories nearest to a question, best first, and whether none of them fits."""

    told: tuple[Told, ...] = ()
    no_match: bool = True


class FindStories:
    """Searches the index and checks every hit against the record: the index may lag or err."""

    def __init__(
        self, index: StoryIndex, stories: Stories, telemetry: Telemetry | None = None
    ) -> None:
        self._telemetry = telemetry or NoTelemetry()
        self._index = index
        self._stories = stories

    async def __call__(self, ask: Ask, clearance: Clearance) -> Found:
        """Give what this clearance may read of the stories nearest to a text."""
        if not ask.text.strip():
            return Found()
        with self._telemetry.step(Step.SEARCH):
            return await self._found(ask, clearance)

    async def _found(self, ask: Ask, clearance: Clearance) -> Found:
        query = Query(ask.text, ask.reach, gate_open=ask.gate_open)
        hits = await self._index.search(query, clearance)
        records = await self._stories.get([hit.story_id for hit in hits])
        wishes = wishes_in(ask.text)
        told: dict[str, tuple[float, Told]] = {}
        for hit in hits:
            stored = records.get(hit.story_id)
            if stored and (found := _told(hit, stored, ask, clearance)):
                met = [wish for wish in wishes if is_met(wish, stored.story)]
                found = _as_wished(found, wishes, met)
                told.setdefault(hit.story_id, (hit.total + NUDGE * len(met), found))
        ordered = sorted(told.values(), key=lambda pair: -pair[0])
        fall = sorted((found.score for _, found in ordered), reverse=True)
        best = [replace(t, score=score) for (_, t), score in zip(ordered, fall, strict=True)]
        kept = (take_turns(best) if ask.balanced else best)[: ask.k]
        return Found(tuple(kept), no_match=not any(t.score >= FITS for t in kept))

    async def browse(self, clearance: Clearance) -> Sequence[Rendition]:
        """Give every approved story that this clearance may read, by title."""
        records = await self._stories.all(StoryFilter(clearance, Status.APPROVED))
        shown = [readable(stored, clearance) for stored in records if _approved(stored)]
        return sorted((r for r in shown if r), key=lambda r: r.title.casefold())

    async def told(
        self, story_ids: Sequence[str], clearance: Clearance
    ) -> Mapping[str, Rendition]:
        """Give those of these stories that may be read now, by id."""
        records = await self._stories.get(story_ids)
        shown = {
            i: readable(stored, clearance) for i, stored in records.items() if _approved(stored)
        }
        return {story_id: rendition for story_id, rendition in shown.items() if rendition}

    async def pick(self, story_id: str, clearance: Clearance) -> Told | None:
        """Give one story that was chosen by its id, to be told, if it may be read now."""
        stored = (await self._stories.get([story_id])).get(story_id)
        rendition = readable(stored, clearance) if stored and _approved(stored) else None
        if stored is None or rendition is None:
            return None
        facet = next((f for f in Facet if rendition.facets.get(f)), Facet.AS_TOLD)
        return Told(rendition, facet, 1.0, secrets=_secrets(stored, clearance), peer=_peer(stored))

    async def open(
        self, ref: str, clearance: Clearance, *, gate_open: bool = False, drafts: bool = False
    ) -> Rendition | None:
        """Give one story by its opaque id, if it may be read now; insiders may ask for drafts."""
        stored = await self._stories.by_ref(ref)
        if stored is None or not _live(stored, Ask("", drafts=drafts), clearance):
            return None
        return readable(stored, clearance, gate_open=gate_open)


def _told(hit: Hit, stored: StoredStory, ask: Ask, clearance: Clearance) -> Told | None:
    """Believe nothing that the index says but where to look."""
    if hit.story_id in ask.exclude or hit.version != stored.version:
        return None
    if not _live(stored, ask, clearance) or not _as_asked(hit, stored, ask):
        return None
    rendition = readable(stored, clearance, gate_open=ask.gate_open)
    # a passage is cut from the text of the story's widest readers, which insiders read otherwise
    source = indexed_rendition(stored)
    if rendition is None or hit.facet not in rendition.facets:
        return None
    if not holds_passage(source, hit.facet, hit.text):
        return None
    facet = next((f for f in ask.facets if rendition.facets.get(f)), hit.facet)
    secrets = _secrets(stored, clearance)
    return Told(rendition, facet, hit.score, _why(hit), secrets=secrets, peer=_peer(stored))


def _secrets(stored: StoredStory, clearance: Clearance) -> tuple[str, ...]:
    return () if Visibility.INTERNAL in clearance else tuple(stored.story.secret_names)


def _peer(stored: StoredStory) -> Peer | None:
    peer = stored.story.peer
    return peer if peer is not None and peer.willing else None


def _as_wished(told: Told, wishes: Sequence[Wish], met: Sequence[Wish]) -> Told:
    """Say which wishes a story meets, and which it does not."""
    why = "; ".join((told.why, *(f"{wish.met}, as asked" for wish in met)))
    return replace(told, why=why, differs=", ".join(w.unmet for w in wishes if w not in met))


def take_turns(told: Sequence[Told]) -> list[Told]:
    """Take turns between stories that ended well and others, the fitting ones before the rest."""
    fitting = [t for t in told if t.score >= FITS]
    well = [t for t in fitting if t.rendition.outcome is Outcome.SUCCEEDED]
    others = [t for t in fitting if t.rendition.outcome is not Outcome.SUCCEEDED]
    first, second = (well, others) if fitting[:1] == well[:1] else (others, well)
    pairs = zip_longest(first, second)
    turns = [t for pair in pairs for t in pair if t is not None]
    return [*turns, *(t for t in told if t.score < FITS)]


def _as_asked(hit: Hit, stored: StoredStory, ask: Ask) -> bool:
    ended = not ask.outcomes or stored.story.outcome in ask.outcomes
    return ended and (ask.gate_open or hit.facet is not Facet.PRODUCT_NOTES)


def _live(stored: StoredStory, ask: Ask, clearance: Clearance) -> bool:
    draft = stored.story.status is Status.DRAFT
    return _approved(stored) or (draft and ask.drafts and Visibility.INTERNAL in clearance)


def _approved(stored: StoredStory) -> bool:
    return stored.story.status is Status.APPROVED


# Words that two texts share without being alike.
_SAYS_NOTHING = frozenset(
    words(
        "one two three four five six seven eight nine ten twelve twenty hundred day days week"
        " weeks month months year years hour hours time times would could should can will ask"
        " asked asking like make makes made get gets take takes need needs want wants know"
        " working people person persons group thing things each every first last next new many"
        " much"
    )
)


def _why(hit: Hit) -> str:
    """Say in a reader's words why this story came up."""
    about = f"about {_ABOUT[hit.facet]}"
    telling = [word for word in hit.lexical if word.lower() not in _SAYS_NOTHING]
    if not telling:
        return f"{about}; close in meaning"
    shared = ", ".join(f"'{word}'" for word in telling[:4])
    return f"{about}; shares {shared}"
