"""A buyer's turn: listen, remember, decide, find stories, speak, guard. Nothing is saved here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeGuard

from bot.domain.afterwards import afterwards
from bot.domain.audience import audience_of, clearance_for
from bot.domain.brief_page import brief_page
from bot.domain.conversation import Conversation
from bot.domain.decide import decide
from bot.domain.events import Action, Addressee, InboundEvent, Message, Press, Timer
from bot.domain.hand_over import TO_BUYER, kept
from bot.domain.heard import Cue, Heard
from bot.domain.moves import Move, MoveKind, Told
from bot.domain.passed_page import PAGE_NAME, passed_page
from bot.domain.passing import is_of_passing
from bot.domain.remember import PASS, WORTH, Remembered
from bot.domain.repair import picked_up, where_it_stopped
from bot.domain.reply import Attachment, Reply
from bot.domain.settle import SURELY, settle
from bot.domain.sharing import SHARE, shared, why_not
from bot.domain.situation import Situation
from bot.domain.worth import AT_REST, IN_PRIVATE, resting
from bot.ports.model import Reading
from bot.ports.turns import Clock, Outcome, Pending, TurnCommit
from bot.use_cases.ask_person import AskPerson
from bot.use_cases.ask_worth import AskWorth
from bot.use_cases.beside_the_reply import agreed_dates, lines_of
from bot.use_cases.find_peers import FindPeers
from bot.use_cases.find_stories import FITS, Ask, FindStories
from bot.use_cases.hear_together import hear_together
from bot.use_cases.hearing import Hearing, as_message, reads_along, revised, situation_of
from bot.use_cases.press import PressButton
from bot.use_cases.read_along import ReadAlong, whose
from bot.use_cases.respond import Trace, Worked
from bot.use_cases.say import Say
from bot.use_cases.take_along import FILE_NAME, WriteDocument


@dataclass(frozen=True, slots=True)
class BuyerDesk:
    """What helps a buyer: stories, people, and a language model where one may read along."""

    find: FindStories
    person: AskPerson
    peers: FindPeers
    worth: AskWorth
    along: ReadAlong | None = None


class GuideBuyer:
    """Answers whoever is to be treated as a buyer: every outsider, and all in a shared room."""

    def __init__(
        self,
        hearing: Hearing,
        desk: BuyerDesk,
        say: Say,
        clock: Clock,
    ) -> None:
        self._hearing = hearing
        self._along = desk.along
        self._find = desk.find
        self._person = desk.person
        self._peers = desk.peers
        self._worth = desk.worth
        self._press = PressButton(desk.find)
        self._document = WriteDocument(desk.find, hearing.wording, hearing.operator)
        self._say = say
        self._clock = clock

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Work out the one answer to an event."""
        event = as_message(pending.event)
        if not isinstance(event, Message):
            return await self._without_words(pending, conversation, event)
        if event.to is not Addressee.BOT:
            return self._overheard(pending, conversation, f"meant for a {event.to}")
        reading = await self._leave(pending, conversation)
        listen = partial(self._listen, reading)
        if event.revises:
            changed = revised(conversation, await listen(event, conversation), event)
            return self._silent(pending, changed, "an edited message", keep=True)
        said = await hear_together(pending, event, conversation, listen)
        if said.heard.has(Cue.NAMES_ANOTHER):
            return self._overheard(pending, conversation, "meant for a colleague")
        situation = situation_of(
            said.message, said.heard, said.remembered, self._hearing, self._provider(reading)
        )
        move = await self._choose(said.message, situation)
        if move.kind is MoveKind.HAND_OVER:
            move = await self._person.begun(move, said.message, situation)
        worked = await self._answer(said.pending, situation, move, reading=reading)
        merges = said.merges if worked.commit.reply else ()
        return replace(worked, commit=replace(worked.commit, merges=merges))

    async def _without_words(
        self, pending: Pending, conversation: Conversation, event: InboundEvent
    ) -> Worked:
        if _is_of_a_person(event):
            move = await self._person.news(event, conversation)
            return await self._news(pending, conversation, move)
        if isinstance(event, Timer) and event.kind in (AT_REST, IN_PRIVATE):
            return await self._news(pending, conversation, await self._worth(event, conversation))
        if isinstance(event, Timer):
            come = self._show if event.kind == SHARE else self._come_back
            return await come(pending, conversation, event)
        return await self._pressed(pending, conversation)

    async def _listen(
        self, reading: Reading | None, message: Message, conversation: Conversation
    ) -> Heard:
        """Hear one message; with a model where it may read, and what is said is for us."""
        heard = await self._hearing.listener.listen(message, conversation)
        if is_of_passing(conversation.passing, message.text):
            return replace(heard, entries=(), cues=heard.cues - {Cue.NAMES_ANOTHER})
        if reading is None or self._along is None or heard.has(Cue.NAMES_ANOTHER):
            return heard
        return await self._along.hear(message, conversation, heard, reading)

    async def _leave(self, pending: Pending, conversation: Conversation) -> Reading | None:
        """Give leave for a language model to read this turn, where there is one and it may."""
        return await self._along.begin(pending.event, conversation) if self._along else None

    def _versions(self, reading: Reading | None) -> Mapping[str, str]:
        return self._along.versions if self._along and reading else {}

    def _provider(self, reading: Reading | None) -> str:
        return self._along.told_as if self._along and reading else ""

    async def _choose(self, event: InboundEvent, s: Situation) -> Move:
        move = decide(s)
        for candidate in (move, *move.otherwise):
            fits, nearest = await self._search(event, s, candidate)
            if fits:
                return settle(candidate, fits, nearest, s)
        return settle(move, (), nearest, s)

    async def _search(
        self, event: InboundEvent, s: Situation, move: Move
    ) -> tuple[list[Told], Told | None]:
        """Give the stories that fit a move, and the nearest whether it fits or not."""
        if move.want is None:
            return [], None
        if move.kind is MoveKind.OFFER_PEER:
            return await self._peers(event, s, move)
        clearance = clearance_for(audience_of(event.speaker, event.room))
        if move.want.story_id:
            told = await self._find.pick(move.want.story_id, clearance)
            return [told] if told else [], None
        # whoever asks may be told what so far was only a card
        asked_to_tell = move.kind is MoveKind.SHARE_STORY
        known = s.conversation.told_ids if asked_to_tell else s.conversation.shown_ids
        ask = Ask(
            move.want.about,
            gate_open=move.kind is MoveKind.OPEN_PRODUCT,
            exclude=known | s.conversation.not_like_us,
            outcomes=frozenset(move.want.outcomes),
        )
        found = await self._find(ask, clearance)
        least = FITS if move.want.asked else SURELY
        fits = [t for t in found.told if t.score >= least]
        return fits, found.told[0] if found.told else None

    async def _news(self, pending: Pending, conversation: Conversation, move: Move) -> Worked:
        """Nobody wrote here: there is news of a wish for a person, or something to ask."""
        if move.kind is not MoveKind.STAY_SILENT:
            s = situation_of(pending.event, Heard(), Remembered(conversation), self._hearing)
            return await self._answer(pending, s, move)
        after, changed = conversation, move.hand_over is not None
        if move.hand_over is not None:
            after = replace(after, hand_overs=kept(after.hand_overs, move.hand_over))
        worked = self._silent(pending, after, move.reason, keep=changed)
        commit = replace(worked.commit, hand_over=move.hand_over, timers=move.sets)
        return replace(worked, commit=commit)

    async def _show(self, pending: Pending, conversation: Conversation, event: Timer) -> Worked:
        """One of the vendor's people has a story for this room; it is cleared here and now."""
        clearance = clearance_for(audience_of(event.speaker, event.room))
        told = await self._find.pick(event.about, clearance)
        if told is None or why_not(told.rendition, told, conversation):
            return self._silent(pending, conversation, "the story may not be shown here by now")
        s = situation_of(event, Heard(), Remembered(conversation), self._hearing)
        return await self._answer(pending, s, shared(told))

    async def _come_back(
        self, pending: Pending, conversation: Conversation, event: Timer
    ) -> Worked:
        """A date that the buyer chose has come: ask how it stands, from what this room saw."""
        s = situation_of(event, Heard(), Remembered(conversation), self._hearing)
        known = where_it_stopped(conversation.brief) or conversation.brief.standing()
        if not known:
            return self._silent(pending, conversation, "nothing is noted to come back to")
        return await self._answer(pending, s, picked_up(known))

    async def _pressed(self, pending: Pending, conversation: Conversation) -> Worked:
        """Buttons and forms change the notes or open a story; no listening is needed."""
        pressed = await self._press(pending.event, conversation)
        if pressed.move.kind is MoveKind.STAY_SILENT:
            return self._silent(pending, pressed.conversation, pressed.move.reason, keep=True)
        after = Remembered(pressed.conversation)
        provider = self._provider(await self._leave(pending, conversation))
        s = situation_of(pending.event, Heard(), after, self._hearing, provider)
        return await self._answer(pending, s, pressed.move, pressed.attachments)

    async def _answer(
        self,
        pending: Pending,
        s: Situation,
        move: Move,
        given: tuple[Attachment, ...] = (),
        reading: Reading | None = None,
    ) -> Worked:
        spoken = await self._say(move, s, reading=reading)
        conversation = afterwards(s, move, spoken)
        pages = [await self._page(kind, move, conversation, pending.event) for kind in move.attach]
        attachments = (*given, *pages)
        reply = replace(
            spoken,
            attachments=attachments,
            small_print=self._small_print(s, spoken),
            begins=move.awaits == WORTH,
        )
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=pending.event.room,
            outcome=Outcome.SILENT if reply.silent else Outcome.REPLIED,
            at=self._clock.now(),
            conversation=conversation,
            reply=None if reply.silent else reply,
            heard=s.heard,
            reason=move.reason,
            versions={**s.wording.versions, **self._versions(reading)},
            timers=(*agreed_dates(pending, move), *move.sets, *self._rest(pending, move)),
            hand_over=move.hand_over,
            audit=lines_of(pending.event.room, s, move),
            refuses_model=whose(pending.event, s.conversation) if move.refuses_model else "",
        )
        return Worked(commit, Trace(s.heard, move, conversation))

    def _rest(self, pending: Pending, move: Move) -> tuple[Timer, ...]:
        """The answer to whether it was worth their time is no conversation to ask about."""
        return () if move.worth else resting(pending.event, self._clock.now())

    async def _page(
        self, kind: str, move: Move, conversation: Conversation, event: InboundEvent
    ) -> Attachment:
        """Write the notes for their reader, or what the vendor's people would be given of them."""
        if kind == PASS and move.passing is not None:
            entries = move.passing.of(conversation.brief)
            text = passed_page(entries, move.passing.extras, self._hearing.operator)
            return Attachment(PASS, PAGE_NAME, text)
        document = await self._document(conversation, event.speaker, event.room, event.at)
        return Attachment("brief", f"{FILE_NAME}.md", brief_page(document))

    def _small_print(self, s: Situation, reply: Reply) -> str:
        """The first reply in a room says who reads along; so does the first that a model reads."""
        if not reply.text:
            return ""
        said = [reads_along(s, self._hearing)]
        if s.provider not in ("", s.conversation.told_provider):
            values = {"provider": s.provider}
            said.append(s.wording.line("model_reads_along", 0, values))
        return " ".join(filter(None, said))

    def _overheard(self, pending: Pending, conversation: Conversation, reason: str) -> Worked:
        """Of what people say to each other nothing is kept but that they did."""
        noted = replace(conversation, talked_between=True)
        return self._silent(pending, noted, reason, keep=not conversation.talked_between)

    def _silent(
        self, pending: Pending, conversation: Conversation, reason: str, *, keep: bool = False
    ) -> Worked:
        """Say nothing; `keep` saves what changed in the conversation."""
        commit = TurnCommit(
            inbox_id=pending.inbox_id,
            room=pending.event.room,
            outcome=Outcome.SILENT,
            at=self._clock.now(),
            conversation=conversation if keep else None,
            reason=reason,
        )
        move = Move(MoveKind.STAY_SILENT, reason=reason)
        return Worked(commit, Trace(Heard(), move, conversation))


def _is_of_a_person(event: InboundEvent) -> TypeGuard[Timer | Action]:
    if isinstance(event, Timer):
        return event.kind in TO_BUYER
    return isinstance(event, Action) and event.press is Press.ANSWERED
