"""Dialogs: a story to read, and the notes to correct, withdraw, confirm and take along."""

from collections.abc import Mapping
from dataclasses import dataclass

from microsoft_teams.api.activities.invoke.task import (
    TaskFetchInvokeActivity,
    TaskSubmitInvokeActivity,
)
from microsoft_teams.api.models import InvokeResponse
from microsoft_teams.api.models.attachment import Attachment
from microsoft_teams.api.models.task_module import (
    CardTaskModuleTaskInfo,
    TaskModuleContinueResponse,
    TaskModuleMessageResponse,
    TaskModuleResponse,
)
from microsoft_teams.apps import ActivityContext
from microsoft_teams.cards import (
    Action,
    ActionSet,
    AdaptiveCard,
    CardElement,
    SubmitAction,
    TextInput,
)

from bot.channels.teams.activities import pressed, stamp
from bot.channels.teams.cards import card_of, pages, words
from bot.channels.teams.desk import Desk
from bot.channels.teams.messages import is_for_buyers
from bot.channels.teams.parts import TeamsParts
from bot.channels.teams.who import Party, Who
from bot.domain.brief import Certainty, Entry
from bot.domain.brief_document import HEADINGS
from bot.domain.events import Press
from bot.domain.gate import GATED_FIELDS
from bot.domain.telling import full_text
from bot.use_cases.read import RoomView

GONE = "That story is not here any more."
_LONGEST_ENTRY = 1000  # characters
_SURE = {
    Certainty.MEASURED: "measured",
    Certainty.ESTIMATE: "an estimate",
    Certainty.GUESS: "a guess",
}
_CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(slots=True)
class Dialogs:
    """Opens dialogs and takes what is sent from them. What one shows is cleared when it opens."""

    parts: TeamsParts
    who: Who
    desk: Desk

    async def opened(
        self, ctx: ActivityContext[TaskFetchInvokeActivity]
    ) -> InvokeResponse[TaskModuleResponse]:
        """Show what a button asks for."""
        data = ctx.activity.value.data
        party = await self.who(ctx.activity, ctx.api)
        wanted = data if isinstance(data, Mapping) else {}
        if wanted.get("open") == "story":
            return await self._story(party, str(wanted.get("target", "")))
        if wanted.get("open") == "entry":
            return await self._entry(party, str(wanted.get("target", "")))
        return await self._notes(party)

    async def sent(
        self, ctx: ActivityContext[TaskSubmitInvokeActivity]
    ) -> InvokeResponse[TaskModuleResponse]:
        """Do what was sent, and show the notes as they are then."""
        data = ctx.activity.value.data
        party = await self.who(ctx.activity, ctx.api)
        wanted = data if isinstance(data, Mapping) else {}
        if wanted.get("open"):
            return await self._entry(party, str(wanted.get("target", "")))
        event = pressed(wanted, stamp(ctx.activity, party, self.parts.now()))
        if event is not None:
            await self.desk.answer(event, ctx.api)
        return await self._notes(party)

    async def _story(self, party: Party, ref: str) -> InvokeResponse[TaskModuleResponse]:
        story = await self.parts.read.story(party.speaker, party.room, ref)
        if story is None:
            return said(GONE)
        items = [item for piece in pages(full_text(story)) for item in piece]
        return shown("A story", card_of(items))

    async def _notes(self, party: Party) -> InvokeResponse[TaskModuleResponse]:
        view = await self.parts.read.room(party.speaker, party.room)
        return shown("Notes", notes_card(view, party))

    async def _entry(self, party: Party, entry_id: str) -> InvokeResponse[TaskModuleResponse]:
        view = await self.parts.read.room(party.speaker, party.room)
        entry = view.brief.find(entry_id)
        if entry is None or entry.who != party.speaker.id:
            return await self._notes(party)
        return shown("Correct a line", entry_card(entry))


def notes_card(view: RoomView, party: Party) -> AdaptiveCard:
    """Show the notes of a room as this person may read them; their own lines can be changed."""
    items: list[CardElement] = []
    own = party.speaker.id if is_for_buyers(party.room) and not party.speaker.insider else None
    for field, entries in view.brief.by_field():
        items.append(words(HEADINGS[field], strong=True))
        for entry in entries:
            items += _line(entry, changeable=entry.who == own)
    if not items:
        items.append(words("What you say about your problem is noted here, in your words."))
    return card_of(items, _confirm(view, own))


def entry_card(entry: Entry) -> AdaptiveCard:
    """Show one line to change."""
    box = TextInput(
        id="words",
        label="In your words",
        value=entry.span[:_LONGEST_ENTRY],
        max_length=_LONGEST_ENTRY,
        is_multiline=True,
    )
    save = SubmitAction(title="Save", data={"form": "correct", "target": entry.id})
    withdraw = SubmitAction(
        title="Withdraw", data={"press": str(Press.WITHDRAW), "target": entry.id}
    )
    return card_of([box], [save, withdraw])


def _line(entry: Entry, *, changeable: bool) -> list[CardElement]:
    who = entry.who_name or "Someone"
    marks = [who, f"{entry.said_at.day} {entry.said_at:%B}", _SURE[entry.sure]]
    marks += ["confirmed"] if entry.confirmed else []
    line = words(entry.span)
    about = words(", ".join(marks), subtle=True)
    if not changeable:
        return [line, about]
    change = SubmitAction(title="Correct", data={"open": "entry", "target": entry.id})
    withdraw = SubmitAction(
        title="Withdraw", data={"press": str(Press.WITHDRAW), "target": entry.id}
    )
    return [line, about, ActionSet(actions=[change, withdraw])]


def _confirm(view: RoomView, own: str | None) -> list[Action]:
    """Problem and decision can be confirmed, by whoever stated them."""
    waiting = any(
        entry.field in GATED_FIELDS and not entry.confirmed and entry.who == own
        for entry in view.brief.standing()
    )
    data = {"press": str(Press.CONFIRM), "target": ""}
    return [SubmitAction(title="These are right", data=data)] if waiting else []


def shown(title: str, card: AdaptiveCard) -> InvokeResponse[TaskModuleResponse]:
    """Answer with a card in the dialog."""
    attachment = Attachment(content_type=_CARD, content=card)
    info = CardTaskModuleTaskInfo(title=title, height="medium", width="medium", card=attachment)
    return InvokeResponse(body=TaskModuleResponse(task=TaskModuleContinueResponse(value=info)))


def said(text: str) -> InvokeResponse[TaskModuleResponse]:
    """Answer with words in the dialog."""
    return InvokeResponse(body=TaskModuleResponse(task=TaskModuleMessageResponse(value=text)))
