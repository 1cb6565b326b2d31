"""Telling a story in an interview: one answer in, the next question out, a draft at the end."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.audience import Visibility
from bot.domain.errors import BotError
from bot.domain.interview import Ended, Interview, Step, begin, hear, resume
from bot.domain.interview_script import Script, Teller, Wish
from bot.domain.load_lines import LoadLine, LoadResult
from bot.domain.story import Status
from bot.domain.told_draft import draft_id, draft_of
from bot.ports.interviews import Interviews
from bot.ports.library import Defaults
from bot.ports.turns import Clock
from bot.ports.uploads import Uploads
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.load_run import LoadRequest
from bot.use_cases.review_story import Review, ReviewStory


class NoInterviewError(BotError):
    """There is no interview to go on with."""


@dataclass(frozen=True, slots=True)
class ToldStory:
    """The draft that an interview left: its file, what the library made of it, its review."""

    story_id: str
    path: str
    lines: Sequence[LoadLine]
    reviews: Sequence[Review]
    said: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Whether the library did not take it in."""
        return any(line.result is LoadResult.REJECTED for line in self.lines)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said and asked after an answer. `told` is there once the story is told."""

    interview_id: str
    step: Step
    told: ToldStory | None = None


@dataclass(frozen=True, slots=True)
class TellingDesk:
    """Where interviews and drafts are kept, and how a draft gets into the library."""

    interviews: Interviews
    drafts: Uploads
    load: LoadKnowledge
    review: ReviewStory
    clock: Clock


class TellStory:
    """Interviews a person. Each answer is kept before the next question is asked."""

    def __init__(self, script: Script, desk: TellingDesk) -> None:
        self._script = script
        self._desk = desk

    @property
    def script(self) -> Script:
        """What is asked and said."""
        return self._script

    @property
    def kept_line(self) -> str:
        """What to say to someone who leaves."""
        return self._script.phrase("quit_kept")

    def is_wish(self, said: str) -> bool:
        """Whether something said is no answer but a wish: to skip, go back, leave."""
        return self._script.wish(said) in (Wish.SKIP, Wish.BACK, Wish.QUIT, Wish.UNKNOWN)

    async def begin(self, teller: Teller, by: str = "") -> Turn:
        """Begin an interview and ask the first question."""
        return await self._kept(begin(self.new(teller, by), self._script))

    def new(self, teller: Teller, by: str = "") -> Interview:
        """Give an interview in which nothing was asked yet."""
        now = self._desk.clock.now()
        return Interview(f"{now:%Y%m%d}-{secrets.token_hex(3)}", teller, now, by)

    async def resume(self) -> Turn:
        """Go on with the interview that was left last.

        Raises:
            NoInterviewError: none is under way.
        """
        interview = await self._desk.interviews.latest()
        if interview is None:
            raise NoInterviewError(
                "No interview is under way. 'groundwork stories tell' begins one."
            )
        return await self._kept(resume(interview, self._script))

    async def answer(self, interview_id: str, said: str) -> Turn:
        """Take an answer and ask the next question; at the end, leave the draft.

        Raises:
            NoInterviewError: this one is not under way.
        """
        interview = await self._desk.interviews.get(interview_id)
        if interview is None:
            raise NoInterviewError("This interview is not under way any more. Begin a new one.")
        turn = await self._kept(hear(interview, said, self._script))
        if turn.step.ended is not Ended.CONFIRMED:
            return turn
        told = await self.leave(turn.step.interview)
        if not told.refused:
            await self._desk.interviews.remove(interview_id)
        return Turn(interview_id, turn.step, told)

    async def _kept(self, step: Step) -> Turn:
        await self._desk.interviews.save(step.interview)
        return Turn(step.interview.id, step)

    async def leave(self, interview: Interview) -> ToldStory:
        """Write the draft and load it. Done again after a crash, it is the same draft."""
        desk = self._desk
        story_id = draft_id(interview)
        text = draft_of(interview, self._script, desk.clock.now().date())
        path = await desk.drafts.keep(f"{story_id}.md", text.encode())
        by = interview.by or f"interview with a {interview.teller}"
        request = LoadRequest([path], Defaults(Visibility.INTERNAL, Status.DRAFT), by=by)
        lines = [line async for line in desk.load(request)]
        reviews = [review async for review in desk.review.paths([path])]
        told = ToldStory(story_id, path, lines, reviews, ())
        said = self._closing(interview, refused=told.refused)
        return ToldStory(story_id, path, lines, reviews, said)

    def _closing(self, interview: Interview, *, refused: bool) -> tuple[str, ...]:
        if refused:
            return (self._script.phrase("refused"),)
        agreed = interview.answers.get("consent") == "yes"
        consent = "done_consent" if agreed else "done_without_consent"
        return (self._script.phrase("done_internal"), self._script.phrase(consent))
