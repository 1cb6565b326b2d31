"""Noting a question that no story fitted, with the turn in which it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.audience import acting_role, audience_of
from bot.domain.conversation import Conversation
from bot.domain.events import Action, InboundEvent, Message, Press
from bot.domain.gaps import LONGEST_WORDS, Gap, may_keep_words
from bot.domain.heard import Cue
from bot.domain.moves import MoveKind
from bot.domain.plain import plain
from bot.domain.text import clip
from bot.ports.library import Finding, PersonalData
from bot.ports.turns import Pending
from bot.use_cases.respond import Guide, Worked

_LOOKED_AT = 2000  # characters; a question of 500 is in there whatever stands in for names


@dataclass(frozen=True, slots=True)
class GapKeeping:
    """What is kept of a gap's words: nobody's personal data, and nothing of some accounts."""

    personal_data: PersonalData
    without_words: frozenset[str] = frozenset()

    def words_of(self, event: InboundEvent, asked: str) -> str:
        """Give the words to keep of what was asked, empty where none may be kept."""
        role = acting_role(event.speaker, event.room)
        if not may_keep_words(event.room, role, self.without_words):
            return ""
        text = plain(asked[:_LOOKED_AT])
        return clip(_stood_in(text, self.personal_data.find(text)), LONGEST_WORDS)


class NoteGaps:
    """A guide that works as the one inside it does, and notes the gaps that it finds."""

    def __init__(self, guide: Guide, keeping: GapKeeping) -> None:
        self._guide = guide
        self._keeping = keeping

    async def __call__(self, pending: Pending, conversation: Conversation) -> Worked:
        """Add to a turn's changes the gap that it found, or that words are to be forgotten."""
        worked = await self._guide(pending, conversation)
        if worked.trace.move.kind is MoveKind.NO_STORY:
            gap = self._gap(pending, conversation, worked)
            return replace(worked, commit=replace(worked.commit, gap=gap))
        if worked.trace.heard.has(Cue.FORGET) or _withdrawn(pending.event):
            return replace(worked, commit=replace(worked.commit, forget_words=True))
        return worked

    def _gap(self, pending: Pending, before: Conversation, worked: Worked) -> Gap:
        event, move = pending.event, worked.trace.move
        said = event.text if isinstance(event, Message) else ""
        nearest = move.nearest
        return Gap(
            at=event.at,
            role=acting_role(event.speaker, event.room),
            audience=audience_of(event.speaker, event.room),
            account=event.room.account,
            conversation_id=pending.conversation_id,
            words=self._keeping.words_of(event, move.want.about if move.want else said),
            language=worked.trace.heard.language,
            nearest=nearest.rendition.story_id if nearest else "",
            score=nearest.score if nearest else 0.0,
            set_aside=before.told_ids | worked.trace.conversation.not_like_us,
        )


def _withdrawn(event: InboundEvent) -> bool:
    """Who takes a line of the notes back does not want it kept elsewhere either."""
    return isinstance(event, Action) and event.press is Press.WITHDRAW


def _stood_in(text: str, findings: Sequence[Finding]) -> str:
    """Put stand-ins in the place of personal data, from the end so that positions hold."""
    for found in sorted(findings, key=lambda f: f.start, reverse=True):
        text = text[: found.start] + found.stand_in + text[found.start + len(found.text) :]
    return text
