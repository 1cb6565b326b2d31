"""Telling a story in a chat: one question at a time, kept with each turn, left as a draft."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import Place, Role, acting_role
from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation
from bot.domain.events import Action, Addressee, InboundEvent, Message, Press
from bot.domain.heard import Heard
from bot.domain.interview import Ended, Interview, Step, begin, hear, resume
from bot.domain.interview_script import Teller, Wish, bare
from bot.domain.interview_talk import (
    Telling,
    TellingWish,
    ends,
    telling_wish,
    told_page,
    with_answer,
)
from bot.domain.moves import Move, MoveKind
from bot.domain.remember import Remembered
from bot.domain.reply import Attachment, Suggestion
from bot.domain.story import Verdict
from bot.ports.turns import Clock, Outcome, Pending, TurnCommit
from bot.use_cases.change_stories import ChangeStories, Decision, NotChangedError
from bot.use_cases.decide_story import DecideStory
from bot.use_cases.guide_owner import review_page
from bot.use_cases.hearing import Hearing, situation_of
from bot.use_cases.respond import Guide, Trace, Worked
from bot.use_cases.say import Say, Scripted
from bot.use_cases.tell_story import TellStory

_PRESSED = frozenset({"yes", "no", "skip"})
_LABELS = {"yes": "Yes", "no": "No", "skip": "Skip this one"}
_NO = frozenset({"no", "n", "no thanks", "stop", "not now", "rather not"})


@dataclass(frozen=True, slots=True)
class InterviewDesk:
    """What an interview in a chat is held with."""

    tell: TellStory
    change: ChangeStories
    decide: DecideStory
    hearing: Hearing
    say: Say
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Said:
    """What a turn of an interview says, and what is remembered after it."""

    lines: Scripted
    conversation: Conversation
    pages: tuple[Attachment, ...] = ()
    buttons: tuple[Suggestion, ...] = ()
    audit: tuple[AuditLine, ...] = ()
    merges: tuple[int, ...] = ()


class InterviewInChat:
    """Stands before a guide and takes what belongs to a story that is being told."""

    def __init__(self, guide: Guide, desk: InterviewDesk) -> None:
        self._guide = guide
        self._desk = desk
        self._script = desk.tell.script.for_chat()

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Ask, note and leave; what belongs to no interview goes on to the guide."""
        said = await self._said(pending, conversation)
        if said is None:
            return await self._guide(pending, conversation)
        return self._worked(pending, said)

    async def _said(self, pending: Pending, conversation: Conversation) -> _Said | None:
        event = _as_words(pending.event)
        match event:
            case Action(press=Press.UNSAID, target=key):
                return self._changed(key, event, conversation, "")
            case Message(revises=key, text=text) if key:
                return self._changed(key, event, conversation, text)
            case Message(to=Addressee.BOT):
                return await self._heard(pending, event, conversation)
        return None

    async def _heard(
        self, pending: Pending, event: Message, conversation: Conversation
    ) -> _Said | None:
        telling = conversation.telling
        mine = telling if telling and telling.who == event.speaker.id else None
        wish = telling_wish(event.text)
        if wish is TellingWish.WITHDRAW and (mine or telling is None):
            return await self._withdrawn(event, conversation, mine)
        if mine and mine.under_way:
            return await self._answer(pending, event, conversation, mine)
        if wish is TellingWish.TELL and (mine or telling is None or not telling.under_way):
            return self._begun(event, conversation, mine)
        return None

    def _begun(self, event: Message, conversation: Conversation, before: Telling | None) -> _Said:
        """Begin, or go on. A customer says yes first to what is kept and who reads it."""
        if not _may_tell(event):
            return self._line("in_private", conversation)
        left = before.left if before else ()
        if before and before.interview is not None:
            step = resume(before.interview, self._script)
            return self._asked(step, replace(before, paused=False), conversation)
        telling = Telling(event.speaker.id, left=left)
        if not event.speaker.insider:
            keys = ("kept", "kept_what", "kept_back")
            lines = [self._script.phrase(key) for key in keys]
            asks = self._script.phrase("kept_ask")
            after = replace(conversation, telling=replace(telling, awaits_yes=True))
            return _Said(Scripted(lines, asks), after, buttons=_offered("yes", "no"))
        interview = self._desk.tell.new(Teller.REP, event.speaker.id)
        return self._asked(begin(interview, self._script), telling, conversation)

    async def _answer(
        self, pending: Pending, event: Message, conversation: Conversation, telling: Telling
    ) -> _Said | None:
        if telling.awaits_yes or telling.interview is None:
            return self._agreed(event, conversation, telling)
        text, merges, keys = _with_along(pending, event, wish=self._desk.tell.is_wish(event.text))
        asked = telling.interview.at
        step = hear(telling.interview, text, self._script)
        if step.ended is Ended.CONFIRMED:
            return await self._left(event, conversation, telling, step.interview)
        answered = (*telling.answered, *((key, asked) for key in keys))
        now = replace(telling, answered=answered, paused=step.ended is Ended.KEPT)
        return replace(self._asked(step, now, conversation), merges=merges)

    def _agreed(
        self, event: Message, conversation: Conversation, telling: Telling
    ) -> _Said | None:
        """Only a yes begins an interview of a customer; other words are no answer to it."""
        bare_telling = replace(telling, awaits_yes=False)
        if self._script.wish(event.text) is Wish.YES:
            interview = self._desk.tell.new(Teller.CUSTOMER)
            said = self._asked(begin(interview, self._script), bare_telling, conversation)
            return replace(said, audit=_on_record("interview_agreed", event))
        if bare(event.text) in _NO:
            return self._line("not_begun", replace(conversation, telling=bare_telling))
        asks = self._script.phrase("kept_ask")
        return _Said(Scripted((), asks), conversation, buttons=_offered("yes", "no"))

    async def _left(
        self,
        event: Message,
        conversation: Conversation,
        telling: Telling,
        interview: Interview,
    ) -> _Said:
        """Leave the draft, and show its review to those who look after stories."""
        told = await self._desk.tell.leave(interview)
        if told.refused:
            paused = replace(telling, paused=True)
            said = self._line("refused", replace(conversation, telling=paused))
        else:
            left = (*telling.left, told.story_id)
            after = replace(conversation, telling=Telling(telling.who, left=left))
            agreed = interview.answers.get("consent") == "yes"
            consent = "done_consent" if agreed else "done_without_consent"
            keys = ("done_internal", consent, "take_back_how")
            said = _Said(Scripted([self._script.phrase(key) for key in keys]), after)
        if event.speaker.insider:
            text = review_page(told.story_id, told.lines, told.reviews)
            said = replace(said, pages=(Attachment("review", "review.md", text),))
        if told.refused or acting_role(event.speaker, event.room) is not Role.OWNER:
            return said
        stored = await self._desk.change.find(told.story_id)
        shown = self._desk.decide.shown(stored, event, said.conversation, _MOVE)
        return replace(said, conversation=shown.conversation, buttons=shown.buttons)

    async def _withdrawn(
        self, event: Message, conversation: Conversation, telling: Telling | None
    ) -> _Said | None:
        """Delete what is being told, else take back what was left."""
        if telling is None or not (telling.interview or telling.awaits_yes or telling.left):
            return self._line("nothing_to_take", conversation) if _may_tell(event) else None
        if telling.interview or telling.awaits_yes:
            after = replace(conversation, telling=Telling(telling.who, left=telling.left))
            return self._line("withdrawn", after)
        for story_id in telling.left:
            decision = Decision(story_id, event.speaker.id, "taken back by who told it")
            try:
                await self._desk.change.rule(decision, Verdict.RECALLED)
            except NotChangedError:
                continue  # it is out already
        said = self._line("taken_back", replace(conversation, telling=None))
        return replace(said, audit=_on_record("story_taken_back", event))

    def _changed(
        self, key: str, event: InboundEvent, conversation: Conversation, text: str
    ) -> _Said | None:
        """A message that was an answer says something else now, or nothing."""
        telling = conversation.telling
        ask = telling.asked_by(key) if telling and telling.who == event.speaker.id else ""
        if telling is None or telling.interview is None or not ask:
            return None
        interview = with_answer(telling.interview, ask, text)
        after = replace(conversation, telling=replace(telling, interview=interview))
        return self._line("answer_changed" if text else "answer_gone", after)

    def _asked(self, step: Step, telling: Telling, conversation: Conversation) -> _Said:
        """Say and ask what comes next; at the end all that was noted is shown."""
        after = replace(conversation, telling=replace(telling, interview=step.interview))
        said = step.said
        pages: tuple[Attachment, ...] = ()
        if ends(step.interview) and step.ended is None:
            said = _without_list(said, self._script.phrase("summary_intro"))
            page = told_page(step.interview, self._script)
            pages = (Attachment("told", "your-story.md", page),)
        buttons = () if step.ended else _offered(*_answers(step.interview, shown=bool(pages)))
        back = " ".join(step.interview.answers.values())
        return _Said(Scripted(said, step.asks, back), after, pages, buttons)

    def _line(self, key: str, conversation: Conversation) -> _Said:
        return _Said(Scripted((self._script.phrase(key),)), conversation)

    def _worked(self, pending: Pending, said: _Said) -> Worked:
        event = pending.event
        blank = Conversation(said.conversation.id)
        s = situation_of(event, Heard(), Remembered(blank), self._desk.hearing)
        reply = self._desk.say.scripted(said.lines, _MOVE, s, insider=event.speaker.insider)
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=event.room,
            outcome=Outcome.REPLIED,
            at=self._desk.clock.now(),
            conversation=said.conversation,
            reply=replace(reply, attachments=said.pages, suggestions=said.buttons),
            versions={"interview": self._script.version},
            audit=said.audit,
            merges=said.merges,
        )
        return Worked(commit, Trace(Heard(), _MOVE, said.conversation))


_MOVE = Move(MoveKind.INTERVIEW)


def _as_words(event: InboundEvent) -> InboundEvent:
    """A pressed yes, no or skip is the same as the typed word."""
    pressed = isinstance(event, Action) and event.press is Press.SUGGESTION
    if not isinstance(event, Action) or not pressed or event.target not in _PRESSED:
        return event
    return Message(
        key=event.key, room=event.room, speaker=event.speaker, at=event.at, text=event.target
    )


def _may_tell(event: InboundEvent) -> bool:
    """In a room of one's own; the vendor's people also where they are among themselves."""
    if event.room.place is Place.DM:
        return True
    return acting_role(event.speaker, event.room) is not Role.PROSPECT


def _answers(interview: Interview, *, shown: bool) -> tuple[str, ...]:
    """Give what can be pressed: all that was noted is right, a yes or no, or to skip."""
    if shown:
        return ("yes",)
    return ("yes", "no", "skip") if interview.at == "consent" else ("skip",)


def _offered(*keys: str) -> tuple[Suggestion, ...]:
    return tuple(Suggestion(key, _LABELS[key]) for key in keys)


def _with_along(
    pending: Pending, event: Message, *, wish: bool
) -> tuple[str, tuple[int, ...], list[str]]:
    """Give an answer that was written in several messages within seconds as one."""
    texts, merges, keys = [event.text], [], [event.key]
    for other in () if wish else pending.along:
        if isinstance(other.event, Message) and other.event.speaker.id == event.speaker.id:
            texts.append(other.event.text)
            merges.append(other.inbox_id)
            keys.append(other.event.key)
    return "\n".join(texts), tuple(merges), keys


def _without_list(said: Sequence[str], intro: str) -> tuple[str, ...]:
    """Leave out the short list of what was noted: in a chat there is a page for it."""
    place = said.index(intro) if intro in said else len(said)
    return (*said[:place], intro)


def _on_record(kind: str, event: InboundEvent) -> tuple[AuditLine, ...]:
    return (AuditLine(kind, {"speaker": event.speaker.id, "account": event.room.account}),)
