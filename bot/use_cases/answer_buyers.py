"""What the vendor's people are told of buyers' wishes in their own room, and what they answer.

It stands before the guides of the vendor's people. What a buyer wrote is never in it, but for the
page that the buyer previewed and sent.
"""

from dataclasses import dataclass, replace

from bot.domain.answering import Linking, answering, linking
from bot.domain.audience import Place, Speaker
from bot.domain.audit import AuditLine
from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Message, Press, Timer
from bot.domain.hand_over import TO_VENDOR, Call, HandOver, Wish, call, pressed
from bot.domain.heard import Heard
from bot.domain.insider_wishes import account_named
from bot.domain.moves import Move, MoveKind
from bot.domain.passed_page import PAGE_NAME, passed_page
from bot.domain.remember import PASS
from bot.domain.reply import Attachment, Whereabouts
from bot.domain.suggestions import beside
from bot.ports.hand_overs import Link, PersonRequest
from bot.ports.library import Stories
from bot.ports.turns import Clock, Conversations, Pending
from bot.use_cases.ask_person import SOMEONE, Staff
from bot.use_cases.guide_rep import NOTHING, REMEMBERED, Beside, GuideRep
from bot.use_cases.open_rooms import OpenRooms
from bot.use_cases.respond import Guide, Worked

_WHAT = {Wish.PERSON: "a person", Wish.DEMO: "a demo by a person", Wish.NOTES: "nothing more"}


@dataclass(frozen=True, slots=True)
class VendorDesk:
    """What news of buyers' wishes is made from."""

    rep: GuideRep
    staff: Staff
    stories: Stories
    talks: Conversations
    rooms: OpenRooms
    clock: Clock
    operator: str


class AnswerBuyers:
    """Tells of wishes, takes who answers, and links accounts; passes on all else."""

    def __init__(self, guide: Guide, desk: VendorDesk) -> None:
        self._guide = guide
        self._desk = desk

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Answer what is of a wish or a link; all else is the guide's."""
        event = pending.event
        if isinstance(event, Timer) and event.kind in TO_VENDOR:
            return await self._told(pending, event)
        if answer := await self._answer_in(event):
            return await self._answered(pending, *answer)
        if isinstance(event, Message) and (wish := linking(event.text)):
            return await self._linked(pending, wish)
        return await self._guide(pending, conversation)

    async def _answer_in(self, event: InboundEvent) -> tuple[Call, str] | None:
        """Give what an event says of which wish, pressed or typed; None where it says nothing."""
        if isinstance(event, Action) and event.press is Press.SUGGESTION:
            return pressed(event.target)
        account = answering(event.text) if isinstance(event, Message) else None
        waiting = None if account is None else await self._waiting(account)
        return None if waiting is None else (Call.TAKEN, waiting.hand_over.id)

    async def _told(self, pending: Pending, event: Timer) -> Worked:
        """Say in the vendor's own room what happened in a buyer's."""
        request = await self._desk.staff.requests.get(event.about)
        if request is None:
            return await self._silent(pending, "no such wish")
        move = await self._news(event, request)
        worked = await self._desk.rep.answer(pending, Heard(), move)
        reply = worked.commit.reply
        if reply is None:
            return worked
        asked = request.hand_over
        pages = () if event.kind != Call.PASSED else await self._page(request)
        reply = replace(reply, attachments=pages)
        news = replace(reply, begins=True, about=Whereabouts(request.room, asked.who))
        if event.kind in (Call.ASKED, Call.NEXT):
            called = asked.asked[-1] if asked.asked else ""
            news = replace(news, suggestions=beside(asked), calls=called)
        return replace(worked, commit=replace(worked.commit, reply=news))

    async def _news(self, event: Timer, request: PersonRequest) -> Move:
        asked, account = request.hand_over, await self._account(request)
        if event.kind == Call.ANSWERS:
            return await self._taken(request, "wish_answered")
        if event.kind == Call.PASSED:
            at = asked.passed_at or asked.at
            values = {"account": account, "when": f"{at:%d %B %Y}"}
            return Move(MoveKind.HAND_OVER, line="wish_page", values=values)
        points = (*await self._of_peer(asked), *await self._of_asked(asked))
        if asked.wish is Wish.PEER or event.kind == Call.NEXT:
            line = "wish_next" if event.kind == Call.NEXT else "wish_peer"
            values = {"account": account}
            return Move(MoveKind.HAND_OVER, line=line, values=values, points=points)
        told = {"account": account, "what": _WHAT[asked.wish]}
        return Move(MoveKind.HAND_OVER, line="wish_person", values=told, points=points)

    async def _page(self, request: PersonRequest) -> tuple[Attachment, ...]:
        """Give the page as the buyer previewed it, less what they took back since."""
        talk = await self._desk.talks.load(f"{request.room.channel}:{request.room.id}")
        sent = [copy for copy in talk.passed if copy.at == request.hand_over.passed_at]
        return tuple(
            Attachment(PASS, PAGE_NAME, passed_page(c.entries, c.extras, self._desk.operator))
            for c in sent
        )

    async def _taken(self, request: PersonRequest, line: str) -> Move:
        """Say who of the vendor's people answers."""
        who = await self._desk.staff.name_of(request.hand_over.taken_by) or SOMEONE
        values = {"account": await self._account(request), "who": who}
        return Move(MoveKind.HAND_OVER, line=line, values=values)

    async def _of_asked(self, asked: HandOver) -> tuple[str, ...]:
        name = await self._desk.staff.name_of(asked.asked[-1]) if asked.asked else ""
        return (f"Asked now: {name}",) if name else ()

    async def _of_peer(self, asked: HandOver) -> tuple[str, ...]:
        """Say which customer it is about, and what was agreed with them."""
        stored = await self._desk.stories.get([asked.story])
        if asked.story not in stored:
            return ()
        story = stored[asked.story].story
        limit = f", at most {story.peer.limit}" if story.peer and story.peer.limit else ""
        owner = f", looked after by {story.owner}" if story.owner else ""
        return (f'The customer of "{story.title}"{limit}{owner}',)

    async def _answered(self, pending: Pending, kind: Call, wish_id: str) -> Worked:
        """Someone answers, or says what the customer said: the buyer's room is told."""
        event = pending.event
        request = await self._desk.staff.requests.get(wish_id)
        if request is None:
            return await self._said(pending, Move(MoveKind.HAND_OVER, line="wish_gone"))
        asked = request.hand_over
        if kind is Call.TAKEN and not asked.waits:
            return await self._said(pending, await self._taken(request, "wish_taken_before"))
        # In a buyer's room nobody of the vendor's has a role to act in.
        by = Speaker(event.speaker.id, event.speaker.name, insider=True)
        news = call(kind, asked, request.room, by, self._desk.clock.now())
        line = "wish_taken" if kind is Call.TAKEN else "wish_peer_said"
        values = {"account": await self._account(request)}
        move = Move(MoveKind.HAND_OVER, line=line, values=values)
        audit = AuditLine(str(kind), {"speaker": by.id, "wish": asked.id})
        return await self._said(pending, move, Beside(timers=(news,), audit=(audit,)))

    async def _waiting(self, account: str) -> PersonRequest | None:
        """Give the wish that "I'll answer" means: that of the account, else the only one."""
        since = self._desk.clock.now() - REMEMBERED
        open_ = [r for r in await self._desk.staff.requests.since(since) if r.hand_over.waits]
        if account:
            named = account_named(
                account, await self._desk.rooms.accounts([r.room for r in open_])
            )
            return next((r for r in open_ if named and r.room.account == named.id), None)
        return open_[0] if len(open_) == 1 else None

    async def _linked(self, pending: Pending, wish: Linking) -> Worked:
        """Have an account's wishes come to this room, where the vendor's people alone read."""
        event = pending.event
        on_record = await self._desk.rooms.on_record(event.speaker, event.room)
        known = account_named(wish.account, on_record)
        account = known.id if known else wish.account
        values = {"account": known.name if known else account}
        before = await self._desk.staff.links.of(account)
        people = before.people if before.account == account else ()
        if event.room.place is not Place.INTERNAL:
            return await self._said(pending, Move(MoveKind.HAND_OVER, line="link_not_here"))
        link = Link(account, None if wish.cut else event.room, people)
        line = "link_cut" if wish.cut else "link_made"
        move = Move(MoveKind.HAND_OVER, line=line, values=values)
        audit = AuditLine(line, {"speaker": event.speaker.id, "account": account})
        worked = await self._said(pending, move, Beside(audit=(audit,)))
        return replace(worked, commit=replace(worked.commit, link=link))

    async def _said(self, pending: Pending, move: Move, with_it: Beside = NOTHING) -> Worked:
        return await self._desk.rep.answer(pending, Heard(), move, with_it)

    async def _account(self, request: PersonRequest) -> str:
        return await self._desk.rooms.account_of(request.room)

    async def _silent(self, pending: Pending, reason: str) -> Worked:
        return await self._said(pending, Move(MoveKind.STAY_SILENT, reason=reason))
