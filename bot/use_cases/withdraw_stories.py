"""Taking stories that left the library out of what was posted; tried again until it is done.

The state of the record says what is to be done, so nothing that happens to a story has to wait
for it, nor fails with it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.withdrawing import WithdrawnLines, without
from bot.ports.library import Stories
from bot.ports.story_posts import StoryPost, StoryPosts
from bot.ports.turns import Clock, Poster, PostState

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class WithdrawStories:
    """Puts right what shows a story that was retired or recalled.

    It looks whenever the library has changed, and once a minute in any case: for what failed, and
    for a reply that was decided on before the change and kept after it.
    """

    posts: StoryPosts
    stories: Stories
    posters: Mapping[str, Poster]
    lines: WithdrawnLines
    clock: Clock
    _looked: tuple[int, datetime] | None = field(default=None, init=False)

    async def __call__(self) -> int:
        """Put right all that can be now; gives how many replies."""
        version, now = await self.stories.library_version(), self.clock.now()
        if self._looked and self._looked[0] == version and now - self._looked[1] < EVERY:
            return 0
        self._looked = (version, now)
        outdated = await self.posts.outdated(list(self.posters))
        return sum([await self._tried(post) for post in outdated])

    async def _tried(self, post: StoryPost) -> bool:
        """One that cannot be changed now must not keep the others from it."""
        try:
            await self._one(post)
        except Exception:
            logger.exception("reply %s still shows a story that is gone", post.outgoing.id)
            return False
        return True

    async def _one(self, post: StoryPost) -> None:
        outgoing = post.outgoing
        gone = await self.stories.get(post.story_ids)
        reply = without(outgoing.reply, list(gone.values()), self.lines)
        if outgoing.state is PostState.POSTED:
            await self.posters[outgoing.room.channel].amend(outgoing, reply)
        await self.posts.put_right(post, reply)
