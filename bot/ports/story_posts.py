"""Which posted reply shows which story: ids, no words of anyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.reply import Reply
from bot.ports.turns import Outgoing


@dataclass(frozen=True, slots=True)
class StoryPost:
    """A reply that shows stories which are not in the library any more."""

    outgoing: Outgoing
    story_ids: tuple[str, ...]


class StoryPosts(Protocol):
    """Replies by the stories that they show. They are noted with the turn, see `TurnCommit`."""

    async def outdated(self, channels: Sequence[str]) -> Sequence[StoryPost]:
        """Give replies on these channels with stories that were taken out, oldest first.

        Those that are just being posted are left for the next time.
        """
        ...

    async def put_right(self, post: StoryPost, reply: Reply) -> None:
        """Keep a reply as it is now; once it was posted so, it is not outdated any more."""
        ...
