"""What an owner is told unasked, in their own room: a date that nears, and a digest of gaps."""

from dataclasses import dataclass, replace

from bot.domain.audience import Role
from bot.domain.conversation import Conversation
from bot.domain.events import Message, Timer
from bot.domain.gap_page import gap_page, gap_points
from bot.domain.heard import Heard
from bot.domain.insider_wishes import as_command
from bot.domain.moves import Move, MoveKind
from bot.domain.reminders import (
    WEEK,
    Date,
    Due,
    Reminder,
    minders_of,
    reminder_page,
    reminders_of,
)
from bot.domain.reply import Attachment
from bot.ports.library import Stories, StoryFilter
from bot.ports.people import People
from bot.ports.turns import Pending
from bot.use_cases.decide_story import DecideStory
from bot.use_cases.guide_rep import NOTHING, Beside, GuideRep
from bot.use_cases.list_gaps import ListGaps
from bot.use_cases.respond import Guide, Worked

MOST_LISTED = 5
_STOP, _START = frozenset({"no digest", "stop digest"}), frozenset({"digest"})


@dataclass(frozen=True, slots=True)
class News:
    """What is told from."""

    rep: GuideRep
    stories: Stories
    people: People
    gaps: ListGaps
    decide: DecideStory


class TellOwners:
    """Stands before the guide of owners; what is not true any more by then is not told."""

    def __init__(self, guide: Guide, news: News) -> None:
        self._guide = guide
        self._news = news

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Tell what is due, and take whether a digest is wanted."""
        event = pending.event
        said = as_command(event.text) if isinstance(event, Message) else ""
        if said in _STOP | _START:
            after = replace(conversation, no_digest=said in _STOP)
            line = "digest_off" if after.no_digest else "digest_on"
            move = Move(MoveKind.REVIEW, line=line)
            return await self._answer(pending, move, Beside(conversation=after))
        if not isinstance(event, Timer) or event.kind not in set(Due):
            return await self._guide(pending, conversation)
        if event.kind == Due.DIGEST:
            return await self._answer(pending, *await self._digest(event, conversation))
        return await self._dates(pending, event, conversation)

    async def _dates(self, pending: Pending, event: Timer, before: Conversation) -> Worked:
        """Tell of dates that were not told of here before; of several in one list."""
        owners = {p.id: p.name for p in await self._news.people.all() if p.role is Role.OWNER}
        records = await self._news.stories.all(StoryFilter())
        near = reminders_of(records, event.at.date())
        mine = [r for r in near if event.speaker.id in minders_of(r.story, owners)]
        fresh = [r for r in mine if r.key not in before.reminded]
        if not fresh:
            return await self._answer(pending, _nothing("no date is new"))
        after = replace(before, reminded=frozenset(r.key for r in mine))
        if len(fresh) > 1:
            page = Attachment("review", "dates.md", reminder_page(fresh))
            points = tuple(f"{r.story.title}: {r.on:%d %B %Y}" for r in fresh[:MOST_LISTED])
            move = Move(MoveKind.REVIEW, line="dates_near", points=points)
            return await self._answer(pending, move, Beside((page,), after))
        [stored] = (await self._news.stories.get([fresh[0].story.id])).values()
        values = {"title": stored.story.title, "when": f"{fresh[0].on:%d %B %Y}"}
        move = Move(MoveKind.REVIEW, line=_line(event, fresh[0]), values=values)
        shown = await self._news.decide.page(stored, event, after, move)
        beside = Beside(shown.pages, shown.conversation, buttons=shown.buttons)
        return await self._answer(pending, move, beside)

    async def _digest(self, event: Timer, conversation: Conversation) -> tuple[Move, Beside]:
        if conversation.no_digest:
            return _nothing("no digest is wanted"), NOTHING
        listed = await self._news.gaps(event.at - WEEK)
        if not listed:
            return _nothing("nothing was asked without a story"), NOTHING
        page = Attachment("gaps", "gaps.md", gap_page(listed))
        points = gap_points(listed[:MOST_LISTED])
        return Move(MoveKind.REVIEW, line="gaps_digest", points=points), Beside((page,))

    async def _answer(self, pending: Pending, move: Move, beside: Beside = NOTHING) -> Worked:
        return await self._news.rep.answer(pending, Heard(), move, beside)


def _line(event: Timer, reminder: Reminder) -> str:
    past = reminder.on < event.at.date()
    if reminder.of is Date.CONSENT:
        line = "consent_ended" if past else "consent_ends"
    else:
        line = "review_overdue" if past else "review_due"
    return line


def _nothing(reason: str) -> Move:
    return Move(MoveKind.STAY_SILENT, reason=reason)
