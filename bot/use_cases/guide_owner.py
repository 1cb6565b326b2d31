"""A content owner's turn in a private place: hand over a story file, review it, decide on it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import Place, Room, Visibility
from bot.domain.conversation import Conversation
from bot.domain.events import File, Message
from bot.domain.gap_page import gap_page, gap_points
from bot.domain.heard import Heard
from bot.domain.insider_wishes import GAPS, REVIEW, as_command
from bot.domain.load_lines import LoadLine, LoadResult
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Attachment
from bot.domain.story import Status, StoredStory
from bot.ports.library import Defaults, Stories, StoryFilter
from bot.ports.turns import Pending
from bot.ports.uploads import Uploads
from bot.use_cases.decide_story import Decided, DecideStory
from bot.use_cases.guide_rep import Beside, GuideRep
from bot.use_cases.list_gaps import ListGaps
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest
from bot.use_cases.respond import Worked
from bot.use_cases.review_story import Review, ReviewStory

MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Stewardship:
    """What an owner looks after stories with."""

    load: LoadKnowledge
    review: ReviewStory
    stories: Stories
    uploads: Uploads
    gaps: ListGaps
    decide: DecideStory


class GuideOwner:
    """Takes in files as drafts and says what to mend; all else is answered as for a rep."""

    def __init__(self, rep: GuideRep, stewardship: Stewardship) -> None:
        self._rep = rep
        self._keep = stewardship

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Answer a file by its review, `review` and `gaps` by a list, all else as for a rep."""
        event = pending.event
        if isinstance(event, File):
            taken = await self._taken_in(event, conversation)
            return await self._decided(pending, taken)
        if decided := await self._keep.decide(event, conversation):
            return await self._decided(pending, decided)
        wish = as_command(event.text) if isinstance(event, Message) else ""
        if wish == REVIEW:
            return await self._rep.answer(pending, Heard(), await self._waiting())
        if wish == GAPS:
            move, pages = await self._missing(event.room)
            return await self._rep.answer(pending, Heard(), move, Beside(pages))
        return await self._rep(pending, conversation)

    async def _decided(self, pending: Pending, decided: Decided) -> Worked:
        beside = Beside(
            decided.pages,
            decided.conversation,
            audit=decided.audit,
            buttons=decided.buttons,
        )
        return await self._rep.answer(pending, Heard(), decided.move, beside)

    async def _taken_in(self, event: File, conversation: Conversation) -> Decided:
        """Load a file as drafts, whatever it says: an owner approves them after reading."""
        path = await self._keep.uploads.keep(event.name, event.content)
        defaults = Defaults(Visibility.INTERNAL, Status.DRAFT, drafts=True)
        request = LoadRequest([path], defaults, by=event.speaker.id)
        lines = [line async for line in self._keep.load(request)]
        reviews = [review async for review in self._keep.review.paths([path])]
        text = review_page(event.name, lines, reviews)
        page = Attachment("review", f"{event.name} - review.md", text)
        ids = [line.id for line in lines if line.id]
        if not ids or any(line.result is LoadResult.REJECTED for line in lines):
            return Decided(Move(MoveKind.REVIEW, line="file_refused"), conversation, (page,))
        if len(ids) > 1:
            values = {"count": str(len(ids))}
            move = Move(MoveKind.REVIEW, line="drafts_taken", values=values)
            return Decided(move, conversation, (page,))
        [stored] = (await self._keep.stories.get(ids)).values()
        values = {"title": stored.story.title}
        line = "draft_taken" if stored.story.status is Status.DRAFT else "file_known"
        move = Move(MoveKind.REVIEW, line=line, values=values)
        shown = self._keep.decide.shown(stored, event, conversation, move)
        return replace(shown, pages=(page,))

    async def _waiting(self) -> Move:
        """List what an owner should look at: drafts, and stories that are held."""
        records = await self._keep.stories.all(StoryFilter())
        points = tuple(point for stored in records if (point := _point(stored)))
        line = "review_waiting" if points else "review_nothing"
        return Move(MoveKind.REVIEW, line=line, points=points[:MOST_LISTED])

    async def _missing(self, room: Room) -> tuple[Move, tuple[Attachment, ...]]:
        """List the questions that no story fitted, where nobody but the owner reads along."""
        if room.place is not Place.DM:
            return Move(MoveKind.REVIEW, line="gaps_in_private"), ()
        listed = await self._keep.gaps()
        if not listed:
            return Move(MoveKind.REVIEW, line="gaps_none"), ()
        page = Attachment("gaps", "gaps.md", gap_page(listed))
        points = gap_points(listed[:MOST_LISTED])
        return Move(MoveKind.REVIEW, line="gaps_open", points=points), (page,)


def _point(stored: StoredStory) -> str:
    story = stored.story
    if story.status is Status.DRAFT:
        return f"{story.title}: a draft"
    if story.status is Status.APPROVED and story.open_holds:
        return f"{story.title}: held, {story.open_holds[0].reason}"
    return ""


def review_page(name: str, lines: Sequence[LoadLine], reviews: Sequence[Review]) -> str:
    """Write what was found in a file, and what to do about it, as Markdown."""
    page = [f"# {name}", ""]
    for line in lines:
        page.append(f"- {line.id or name}: {line.result}")
        page += [f"  - {problem.field}: {problem.message}" for problem in line.problems]
    for review in reviews:
        page += ["", f"## {review.id}", "", *_findings(review)]
    return "\n".join(page) + "\n"


def _findings(review: Review) -> list[str]:
    found = [
        f"- {problem.field}: {problem.message}" for problem in (*review.problems, *review.inferred)
    ]
    return found or ["- nothing to mend"]
