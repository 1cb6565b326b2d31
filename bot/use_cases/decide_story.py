"""Deciding on a story in a chat: what stands below its review, pressed or typed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.domain.audience import Role, Visibility, acting_role
from bot.domain.audit import AuditLine
from bot.domain.conversation import Awaited, Conversation, Reviewed
from bot.domain.errors import NotAnOwnerError, UnknownStoryError
from bot.domain.events import Action, InboundEvent, Message, Press
from bot.domain.moves import Move, MoveKind
from bot.domain.reply import Attachment, Suggestion
from bot.domain.story import Status, StoredStory, Verdict
from bot.domain.story_choices import Choice, Chosen, choices_on, pressed_choice, readers_on
from bot.domain.story_choices import typed_choice as typed
from bot.domain.story_page import readers_of, standing_of, story_page
from bot.ports.library import Stories, StoryFilter
from bot.use_cases.change_stories import (
    AlreadySoError,
    ChangedMeanwhileError,
    ChangeStories,
    Decision,
    HeldBackError,
    NotChangedError,
)
from bot.use_cases.review_story import ReviewStory

LONGEST_NOTE, LONGEST_ROLE = 2000, 120  # characters
_COMMANDS = frozenset({"review", "gaps", "requests"})  # these are no note
_LEAVES = frozenset({"stop", "cancel", "no", "leave it", "never mind"})


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a choice: what is said, what is shown below, what is remembered."""

    move: Move
    conversation: Conversation
    pages: tuple[Attachment, ...] = ()
    buttons: tuple[Suggestion, ...] = ()
    audit: tuple[AuditLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DecideStory:
    """Carries out what is chosen below a review. The role is looked at now, at the press."""

    stories: Stories
    change: ChangeStories
    review: ReviewStory

    async def __call__(self, event: InboundEvent, conversation: Conversation) -> Decided | None:
        """Do what was pressed or typed; None where the event is no such choice."""
        if _left(event, conversation):
            return Decided(_said("left_as_it_is"), _over(conversation))
        chosen = await self._chosen(event, conversation)
        if chosen is None:
            return await self._named(event, conversation)
        if acting_role(event.speaker, event.room) is not Role.OWNER:
            return Decided(_said("needs_owner"), conversation)
        stored = await self.stories.by_ref(chosen.ref)
        if stored is None:
            return Decided(_said("story_not_there"), _over(conversation))
        if chosen.version != stored.version:
            return self.shown(stored, event, conversation, _about("changed_since", stored))
        return await self._do(chosen, stored, event, conversation)

    def shown(
        self, stored: StoredStory, event: InboundEvent, conversation: Conversation, move: Move
    ) -> Decided:
        """Say something of a story, with what can be decided on it now below."""
        reviewed = Reviewed(stored.story.id, stored.version, event.speaker.id)
        after = replace(conversation, reviewed=reviewed)
        return Decided(move, after, buttons=choices_on(stored))

    async def page(
        self, stored: StoredStory, event: InboundEvent, conversation: Conversation, move: Move
    ) -> Decided:
        """The same, with the page that says what to mend."""
        findings = self.review.story(stored.story).problems
        page = Attachment(
            "review", f"{stored.story.title} - review.md", story_page(stored, findings)
        )
        return replace(self.shown(stored, event, conversation, move), pages=(page,))

    async def _chosen(self, event: InboundEvent, conversation: Conversation) -> Chosen | None:
        """Give the choice with the story that it is on."""
        if isinstance(event, Action):
            found = pressed_choice(event.target) if event.press is Press.SUGGESTION else None
            return replace(found, note=event.words[:LONGEST_NOTE]) if found else None
        reviewed = conversation.reviewed
        if not isinstance(event, Message) or reviewed is None:
            return None
        if reviewed.who != event.speaker.id:
            return None
        chosen = _answered(reviewed, event.text) or typed(event.text)
        if chosen is None:
            return None
        stored = (await self.stories.get([reviewed.story_id])).get(reviewed.story_id)
        return replace(chosen, ref=stored.ref if stored else "", version=reviewed.version)

    async def _named(self, event: InboundEvent, conversation: Conversation) -> Decided | None:
        """Show the story that a "review ..." names."""
        text = event.text.strip() if isinstance(event, Message) else ""
        word, _, name = " ".join(text.split()).rstrip(".?!").partition(" ")
        if word.casefold() != "review" or not name:
            return None
        if acting_role(event.speaker, event.room) is not Role.OWNER:
            return Decided(_said("needs_owner"), conversation)
        wanted = name.strip("\"'\u201c\u201d").casefold()
        records = await self.stories.all(StoryFilter())
        found = [s for s in records if wanted in (s.story.id.casefold(), s.story.title.casefold())]
        found = found or [s for s in records if wanted in s.story.title.casefold()]
        if len(found) != 1:
            return Decided(_said("review_which"), conversation)
        return await self.page(found[0], event, conversation, state_of(found[0]))

    async def _do(
        self, chosen: Chosen, stored: StoredStory, event: InboundEvent, before: Conversation
    ) -> Decided:
        decision = Decision(
            stored.story.id, event.speaker.id, chosen.note, event.speaker.role, chosen.version
        )
        todo = self._todo(chosen, decision)
        if todo is None:
            return self._asked(chosen, stored, event, before)
        try:
            new = await todo()
        except NotChangedError as error:
            return await self._refused(error, stored, event, before)
        except (NotAnOwnerError, UnknownStoryError) as error:
            line = "needs_owner" if isinstance(error, NotAnOwnerError) else "story_not_there"
            return Decided(_said(line), _over(before))
        done = self.shown(new, event, before, _done(chosen, new))
        ids = {"speaker": event.speaker.id, "story": new.story.id, "version": str(new.version)}
        return replace(done, audit=(AuditLine(f"story_{chosen.choice}", ids),))

    def _todo(
        self, chosen: Chosen, decision: Decision
    ) -> Callable[[], Awaitable[StoredStory]] | None:
        """Give what is to be done; None where something has to be asked first."""
        change = self.change
        match chosen:
            case Chosen(choice=Choice.APPROVE):
                return lambda: change.rule(decision, Verdict.APPROVED)
            case Chosen(choice=Choice.NEEDS_WORK, note=note) if note:
                return lambda: change.rule(decision, Verdict.NEEDS_WORK)
            case Chosen(choice=Choice.READERS, readers=Visibility() as readers):
                agreed = chosen.note if readers is Visibility.PUBLIC else ""
                return lambda: change.show_to(decision, readers, agreed[:LONGEST_ROLE])
        return None

    def _asked(
        self, chosen: Chosen, stored: StoredStory, event: InboundEvent, before: Conversation
    ) -> Decided:
        """Ask what is to be mended, or show who may be picked."""
        if chosen.choice is Choice.READERS:
            told = self.shown(stored, event, before, _about("who_may_read", stored))
            return replace(told, buttons=readers_on(stored))
        if stored.story.status is not Status.DRAFT:
            return self.shown(stored, event, before, _about("only_a_draft", stored))
        return _waiting(_said("needs_note"), stored, event, before, Awaited.NOTE)

    async def _refused(
        self,
        error: NotChangedError,
        stored: StoredStory,
        event: InboundEvent,
        before: Conversation,
    ) -> Decided:
        if isinstance(error, HeldBackError):
            if error.hold.field == "consent" and "ran out" not in error.hold.reason:
                move = _about("consent_wanted", stored)
                return _waiting(move, stored, event, before, Awaited.CONSENT)
            move = _about("held_back", stored, what=error.hold.message)
            return self.shown(stored, event, before, move)
        line = _REFUSED.get(type(error), "only_a_draft")
        now = (await self.stories.get([stored.story.id])).get(stored.story.id, stored)
        return self.shown(now, event, before, _about(line, now))


_REFUSED: Mapping[type[NotChangedError], str] = {
    AlreadySoError: "decided_already",
    ChangedMeanwhileError: "changed_since",
}


def state_of(stored: StoredStory) -> Move:
    """Say where a story stands."""
    return _about("story_state", stored, what=standing_of(stored))


def _said(line: str) -> Move:
    return Move(MoveKind.REVIEW, line=line)


def _about(line: str, stored: StoredStory, what: str = "") -> Move:
    values = {"title": stored.story.title, "what": what or readers_of(stored)}
    return Move(MoveKind.REVIEW, line=line, values=values)


def _done(chosen: Chosen, new: StoredStory) -> Move:
    holds = new.story.open_holds
    if chosen.choice is Choice.APPROVE and holds:
        return _about("approved_held", new, what=holds[0].reason)
    if chosen.choice is Choice.APPROVE:
        return _about("approved_now", new, what=f"for {readers_of(new)}")
    return _about(_DONE[chosen.choice], new, what=standing_of(new))


_DONE = {
    Choice.NEEDS_WORK: "needs_work_now",
    Choice.READERS: "shown_to_now",
}


def _over(conversation: Conversation) -> Conversation:
    """Nothing is waited for any more."""
    if conversation.reviewed is None:
        return conversation
    reviewed = replace(conversation.reviewed, awaits=Awaited.NOTHING)
    return replace(conversation, reviewed=reviewed)


def _waiting(
    move: Move, stored: StoredStory, event: InboundEvent, before: Conversation, awaits: Awaited
) -> Decided:
    reviewed = Reviewed(stored.story.id, stored.version, event.speaker.id, awaits)
    return Decided(move, replace(before, reviewed=reviewed))


def _left(event: InboundEvent, conversation: Conversation) -> bool:
    """Whether what was asked for is not to be given after all."""
    reviewed = conversation.reviewed
    if not isinstance(event, Message) or reviewed is None or reviewed.who != event.speaker.id:
        return False
    said = event.text.strip().casefold().rstrip(".!")
    return reviewed.awaits is not Awaited.NOTHING and said in _LEAVES


def _answered(reviewed: Reviewed, text: str) -> Chosen | None:
    """What was asked for comes with the next words; None where nothing was asked."""
    said = text.strip()
    if reviewed.awaits is Awaited.NOTHING or said.casefold().rstrip("?.!") in _COMMANDS:
        return None
    if reviewed.awaits is Awaited.NOTE:
        return Chosen(Choice.NEEDS_WORK, note=said[:LONGEST_NOTE])
    return Chosen(Choice.READERS, readers=Visibility.PUBLIC, note=" ".join(said.split()))
