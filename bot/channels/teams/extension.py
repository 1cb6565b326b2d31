"""The message extension: search stories while composing, and look for some beside a message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from microsoft_teams.api.activities.invoke.message_extension import (
    MessageExtensionFetchTaskInvokeActivity,
    MessageExtensionQueryInvokeActivity,
)
from microsoft_teams.api.models import InvokeResponse
from microsoft_teams.api.models.attachment import Attachment
from microsoft_teams.api.models.messaging_extension import (
    MessagingExtensionActionResponse,
    MessagingExtensionAttachment,
    MessagingExtensionResponse,
    MessagingExtensionResult,
)
from microsoft_teams.api.models.task_module import (
    CardTaskModuleTaskInfo,
    TaskModuleContinueResponse,
)
from microsoft_teams.apps import ActivityContext
from microsoft_teams.cards import AdaptiveCard, CardElement

from bot.channels.teams.activities import words_of
from bot.channels.teams.cards import BADGES, card_of, ended, words
from bot.channels.teams.markup import bare
from bot.channels.teams.parts import TeamsParts
from bot.channels.teams.who import Party, Who
from bot.domain.moves import Told
from bot.domain.story import Facet, Rendition
from bot.domain.telling import tell

_CARD = "application/vnd.microsoft.card.adaptive"
_THUMBNAIL = "application/vnd.microsoft.card.thumbnail"
_MOST = 8
_TELLING = 700  # characters of a story that are inserted
_ASKED = 1_000  # characters of a search
_TAGS = re.compile(r"<[^<>]*>")
NONE_FITS = "No story here fits that well; these come nearest."
FOR_INSIDERS = "This search is for the people who run this bot. Write to it to hear their stories."
NOTHING = "There is no story to show here."


@dataclass(slots=True)
class Extension:
    """Answers what is asked while composing. Only what the room may see can be inserted."""

    parts: TeamsParts
    who: Who

    async def searched(
        self, ctx: ActivityContext[MessageExtensionQueryInvokeActivity]
    ) -> InvokeResponse[MessagingExtensionResponse]:
        """Give the stories that may be put into the message that is being composed."""
        party = await self.who.composing(ctx.activity, ctx.api)
        if not party.speaker.trusted:
            return InvokeResponse(body=MessagingExtensionResponse(compose_extension=_said()))
        given = {p.name: p.value for p in ctx.activity.value.parameters or ()}
        asked = str(given.get("words") or "").replace("\0", "").strip()[:_ASKED]
        found = await self._found(party, asked)
        result = MessagingExtensionResult(
            type="result", attachment_layout="list", attachments=[_choice(s) for s in found]
        )
        return InvokeResponse(body=MessagingExtensionResponse(compose_extension=result))

    async def beside(
        self, ctx: ActivityContext[MessageExtensionFetchTaskInvokeActivity]
    ) -> InvokeResponse[MessagingExtensionActionResponse]:
        """Show stories for a message, to whoever asks and to nobody else."""
        party = await self.who.alone(ctx.activity, ctx.api)
        message = ctx.activity.value.message_payload
        body = message.body.content if message and message.body else None
        asked = words_of(_TAGS.sub(" ", body or ""), ctx.activity)[:_ASKED]
        told, fits = await self.parts.read.search(party.speaker, party.room, asked)
        card = _listed(told[:_MOST], fits=fits, insider=party.speaker.trusted)
        attachment = Attachment(content_type=_CARD, content=card)
        info = CardTaskModuleTaskInfo(
            title="Stories for this", height="medium", width="medium", card=attachment
        )
        task = TaskModuleContinueResponse(value=info)
        return InvokeResponse(body=MessagingExtensionActionResponse(task=task))

    async def _found(self, party: Party, asked: str) -> Sequence[Rendition]:
        if not asked:
            return (await self.parts.read.shelf(party.speaker, party.room))[:_MOST]
        told, _ = await self.parts.read.search(party.speaker, party.room, asked)
        return [t.rendition for t in told[:_MOST]]


def _said() -> MessagingExtensionResult:
    return MessagingExtensionResult(type="message", text=FOR_INSIDERS)


def _choice(story: Rendition) -> MessagingExtensionAttachment:
    """A line to pick from, and the card that picking it inserts: words alone, no buttons."""
    preview = Attachment(
        content_type=_THUMBNAIL,
        content={"title": bare(story.title), "text": bare(_who(story))},
    )
    return MessagingExtensionAttachment(
        content_type=_CARD, content=told_card(story), preview=preview
    )


def told_card(story: Rendition) -> AdaptiveCard:
    """Write a story as a card that stands by itself in a message."""
    items: list[CardElement] = [words(story.title, strong=True), words(_who(story), subtle=True)]
    told = Told(story, Facet.PROBLEM, 1.0)
    items.append(words(" ".join(tell(told, (), _TELLING, lambda _: True))))
    if end := ended(str(story.outcome or "")):
        items.append(words(end, subtle=True))
    return card_of(items)


def _listed(told: Sequence[Told], *, fits: bool, insider: bool) -> AdaptiveCard:
    items: list[CardElement] = []
    if not told:
        items.append(words(NOTHING))
    elif not fits:
        items.append(words(NONE_FITS))
    for one in told:
        story = one.rendition
        badge = BADGES["held"] if story.held else BADGES.get(str(story.visibility), "")
        items.append(words(story.title, strong=True))
        items.append(words(" · ".join(filter(None, (_who(story), badge if insider else "")))))
        if one.why:
            items.append(words(f"Why it came up: {one.why}", subtle=True))
    return card_of(items)


def _who(story: Rendition) -> str:
    return story.who[:1].upper() + story.who[1:]
