"""A reply that showed a story which is not in the library any more: what is left of it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.domain.reply import Reply
from bot.domain.rulings import is_recalled
from bot.domain.story import StoredStory

_OPENED = "story"  # the kind of attachment that is a whole story


@dataclass(frozen=True, slots=True)
class WithdrawnLines:
    """What is said in the place of a story."""

    retired: str
    recalled: str


def without(reply: Reply, gone: Collection[StoredStory], lines: WithdrawnLines) -> Reply:
    """Give a reply without stories that were taken out, with a plain line in their place.

    Of a story that had its time the card goes. Of one that was called back everything does that
    may tell of it: the words of the reply, and the pages beside it. Done twice it is the same.
    """
    ids, files = {s.story.id for s in gone}, {f"{s.ref}.md" for s in gone}
    shown = [card.id for card in reply.stories if card.id in ids]
    opened = [a.name for a in reply.attachments if a.kind == _OPENED and a.name in files]
    if not (shown or opened):
        return reply
    kept = tuple(card for card in reply.stories if card.id not in ids)
    if any(is_recalled(s) for s in gone if s.story.id in shown or f"{s.ref}.md" in opened):
        return replace(
            reply,
            text=lines.recalled,
            question=None,
            stories=kept,
            attachments=(),
            suggestions=(),
        )
    return replace(
        reply,
        text=f"{reply.text}\n\n{lines.retired}".strip(),
        stories=kept,
        attachments=tuple(a for a in reply.attachments if a.name not in opened),
    )
